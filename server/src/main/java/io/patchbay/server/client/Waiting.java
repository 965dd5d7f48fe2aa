package io.patchbay.server.client;

/// A client that is to run, as far as is needed to say when.
public record Waiting(ClientId id, String typeId, Status status) {}
