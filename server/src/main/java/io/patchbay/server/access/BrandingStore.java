package io.patchbay.server.access;

import io.patchbay.server.access.BrandingCheck.Checked;
import io.patchbay.server.db.Db;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Brandings by their app.
@Singleton
final class BrandingStore {
    private final Db db;

    BrandingStore(Db db) {
        this.db = db;
    }

    /// Of any app, also one that nobody has branded; empty if there is no such app.
    Optional<Branding> find(AppId app) {
        return db.read(handle -> handle.createQuery("""
                        select coalesce(branding.name, app.name) as name, color, logo_hash
                        from app left join branding on branding.app = app.id
                        where app.id = :app
                        """)
                .bind("app", app.value())
                .map((row, _) -> new Branding(
                        app,
                        row.getString("name"),
                        Optional.ofNullable(row.getString("color")).flatMap(BrandColor::of),
                        Optional.ofNullable(row.getString("logo_hash"))))
                .findOne());
    }

    Optional<Logo> logo(AppId app) {
        return db.read(handle -> handle.createQuery("""
                        select logo_type, logo_hash, logo from branding where app = :app and logo is not null
                        """)
                .bind("app", app.value())
                .map((row, _) -> new Logo(row.getString("logo_type"), row.getString("logo_hash"), row.getBytes("logo")))
                .findOne());
    }

    /// @param sameLogo whether the logo stays
    /// @return whether the account has such an app
    boolean put(UUID account, AppId app, Checked branding, boolean sameLogo) {
        Optional<Logo> logo = branding.logo();
        return db.write(handle -> handle.createUpdate("""
                                insert into branding (app, name, color, logo, logo_type, logo_hash)
                                select id, :name, :color, cast(:logo as bytea), :type, :hash
                                from app where id = :app and account = :account
                                on conflict (app) do update
                                set name = excluded.name,
                                    color = excluded.color,
                                    logo = case when :same then branding.logo else excluded.logo end,
                                    logo_type = case when :same then branding.logo_type else excluded.logo_type end,
                                    logo_hash = case when :same then branding.logo_hash else excluded.logo_hash end
                                """)
                        .bind("app", app.value())
                        .bind("account", account)
                        .bind("name", branding.name().orElse(null))
                        .bind("color", branding.color().map(BrandColor::hex).orElse(null))
                        .bind("logo", logo.map(Logo::content).orElse(null))
                        .bind("type", logo.map(Logo::type).orElse(null))
                        .bind("hash", logo.map(Logo::hash).orElse(null))
                        .bind("same", sameLogo)
                        .execute()
                == 1);
    }
}
