/// The console: pages for developers, rendered by the service, of the signed-in account only.
///
/// Invariants: a page is HTML without inline script or style, under [io.patchbay.server.web.PagePolicy]; no request
/// goes to
/// another host; another account's app is 404; nothing is changed without the session's CSRF token.
///
/// **How a page is added**
///
///   - A class `XRoutes` with `@Path("/console/…")`, `@RunOnVirtualThread`, `@Produces(TEXT_HTML)`; each method is
///     `@SignedIn` (or `@Open` for what everybody may see) and returns `new XPage(…).render()`.
///   - `XPage` is a record that implements `TemplateInstance`, nested in the routes, with
///     `@CheckedTemplate(basePath = "console", defaultName = HYPHENATED_ELEMENT_NAME)`: its components are the
///     template's parameters, checked while the service is built.
///   - Its template begins `{#include console/layout title="…" section="…"}` and ends `{/include}`; `section` marks the
///     place in the navigation. For pages of an app call [Shell#enter] first: it finds the app for this account,
///     or throws 404, and the navigation shows the app's pages. Links begin with `{cdi:shell.root}`.
///   - A form says `<form method="post" action="…">{#include console/csrf /}`, and its route takes `@RestForm` fields.
///     What is wrong is shown at its field: the route renders the page again with the problems and status 400.
///     What went well ends in [Shell#go], a 303, so that a reload repeats nothing. A secret is rendered at once.
///   - A form for what a connector's description asks for is drawn by [FormInput] with `console/form-input`, and read
///     by [TypedForm].
///   - htmx asks for the same pages and takes a part: `hx-get="…"` with `hx-select="#rows"`, `hx-target="#rows"`
///     and `hx-swap="outerHTML"`.
///     The layout gives its requests the CSRF token. There is no inline script, no `hx-on`, no `style` attribute.
///   - Files (`*.css`, `*.js`, `*.svg`) stand in [Assets] and are linked by `{cdi:shell.asset('x.css')}`: the address
///     carries a hash of the content, so browsers keep them for ever.
///
/// Neighbours: `connect`, for links that a developer makes by hand.
@NullMarked
package io.patchbay.server.console;

import org.jspecify.annotations.NullMarked;
