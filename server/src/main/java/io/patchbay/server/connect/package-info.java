/// The connect page: where an app's end customer connects a technology, from the app's link to the first things.
///
/// Invariants: a link is good for one browser, and for a while; its secret is stored as a hash and stands in no log;
/// a page is HTML without inline script or style, under [io.patchbay.server.web.PagePolicy]; what is said is said in
/// the customer's words with the next step, never in the vendor's or ours; nothing but the app's own is shown.
///
/// **How a page is added**
///
///   - A method of an `XRoutes` below `/connect/{secret}` that is `@Open` and `@Operation(hidden = true)`. It begins
///     with [Entrance#enter], which finds the session or answers that the link is used up.
///   - `XPage` is a record that implements `TemplateInstance`, with `@CheckedTemplate(basePath = "connect", …)`; its
///     template begins `{#include connect/layout look=look title="…"}`. [Look] is how the app's pages look.
///   - What changes something is a form that posts below the secret, from our own page ([Entrance#change]).
///   - Files stand in [Assets] and are linked by `{look.asset('x.css')}`.
///
/// Neighbours: none.
@NullMarked
package io.patchbay.server.connect;

import org.jspecify.annotations.NullMarked;
