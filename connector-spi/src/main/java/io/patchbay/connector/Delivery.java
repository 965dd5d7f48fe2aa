package io.patchbay.connector;

import java.util.List;
import java.util.Map;

/// One HTTP request that the vendor sent us.
///
/// @param headers names in lower case
/// @param body at most 1 MiB
public record Delivery(Map<String, List<String>> headers, byte[] body) {}
