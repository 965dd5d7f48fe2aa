package io.patchbay.server.thing;

import java.util.List;
import java.util.UUID;

/// A thing as it is stored, with all below it.
///
/// @param attributes JSON
record Tree(
        Whose whose,
        UUID id,
        String name,
        String manufacturer,
        String displayType,
        String mainComponentId,
        String attributes,
        List<Branch> components) {

    /// A component.
    ///
    /// @param capabilities as `actions`: JSON
    record Branch(
            String id,
            String name,
            String componentType,
            String capabilities,
            String actions,
            List<PropertyView> properties) {}
}
