-- The unguessable address at which a vendor delivers what concerns one client; made for clients that take deliveries.
create table delivery_address (
    client_id     uuid primary key references client on delete cascade,
    hash          bytea not null unique, -- SHA-256 of the token
    token         bytea not null,        -- sealed
    base          text,                  -- the service's public URL when the vendor was told
    registered_at timestamptz            -- when the vendor was told; null if it is to be told anew
);
comment on column delivery_address.token is 'sealed as delivery-address:{client_id}';
