package io.patchbay.server.access;

import io.patchbay.server.access.Branding.Wanted;
import io.patchbay.server.access.Branding.WantedLogo;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// How apps look to their customers. Who gives an account sees and changes its own apps only; any thread may call.
@Singleton
public final class Brandings {
    private final BrandingStore store;
    private final Apps apps;

    Brandings(BrandingStore store, Apps apps) {
        this.store = store;
        this.apps = apps;
    }

    /// @throws ApiException 404 if the account has no such app
    public Branding of(UUID account, UUID app) {
        return of(apps.get(account, app).id());
    }

    private Branding of(AppId app) {
        return store.find(app).orElseThrow(() -> ApiException.notFound("app"));
    }

    /// For a page that a customer of the app sees; empty if there is no such app any more.
    public Optional<Branding> ifAny(AppId app) {
        return store.find(app);
    }

    /// In place of what there was.
    ///
    /// @throws ApiException 400 with all problems at once, 404
    public Branding put(UUID account, UUID app, Wanted wanted) {
        AppId found = apps.get(account, app).id();
        boolean same = wanted.logo() instanceof WantedLogo.Same;
        if (!store.put(account, found, BrandingCheck.check(wanted), same)) {
            throw ApiException.notFound("app");
        }
        return of(found);
    }

    /// Empty if it has none.
    public Optional<Logo> logo(AppId app) {
        return store.logo(app);
    }
}
