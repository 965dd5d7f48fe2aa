/// What all HTTP answers share: the error body, paging, links, request ids, limits of a request;
/// and what all pages share: their policy, their files, whether a form is one of ours.
///
/// Invariants: every error has the documented body and a request id; nothing here knows what is served.
///
/// Neighbours: none.
@NullMarked
package io.patchbay.server.web;

import org.jspecify.annotations.NullMarked;
