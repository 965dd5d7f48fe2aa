package io.patchbay.tck.simulator;

/// A simulated vendor whose users consent. The kit finds the vendor's authorization server by it.
public interface Authorizing {
    AuthorizationServer authorizationServer();
}
