package io.patchbay.server.instance;

/// An instance has a new configuration; fired after it was committed, so that its clients start again with it.
public record InstanceChanged(InstanceId id) {}
