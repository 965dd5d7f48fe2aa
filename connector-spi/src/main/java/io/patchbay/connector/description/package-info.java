/// What a connector says of itself: the forms of its configurations, how it is authorized, its pace and its
/// limits.
///
/// Invariants: all of it is data. From one [Form] come the validation (all problems at once, unknown keys are
/// problems), the JSON Schema, the samples of the API and the pages' forms, so they cannot disagree.
///
/// Neighbours: `io.patchbay.thing` for the property types a connector makes.
@NullMarked
package io.patchbay.connector.description;

import org.jspecify.annotations.NullMarked;
