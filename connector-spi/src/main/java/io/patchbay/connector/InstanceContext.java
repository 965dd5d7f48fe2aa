package io.patchbay.connector;

import io.patchbay.connector.description.Config;
import java.time.InstantSource;

/// What a connector may touch while an instance's configuration is tried.
public interface InstanceContext {

    /// The instance's configuration; its form has accepted it.
    Config instance();

    /// Calls to the vendor.
    VendorHttp http();

    InstantSource clock();
}
