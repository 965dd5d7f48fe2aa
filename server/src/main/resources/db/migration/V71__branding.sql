-- How an app looks to its customers where they connect their devices; without a row by its own name alone.
create table branding (
    app uuid primary key references app on delete cascade,
    name text, -- null: the app's
    color text check (color ~ '^#[0-9a-f]{6}$'),
    logo bytea,
    logo_type text check (logo_type in ('image/png', 'image/jpeg', 'image/webp')),
    logo_hash text, -- of the bytes; a part of the logo's address
    check (num_nonnulls(logo, logo_type, logo_hash) in (0, 3))
);
