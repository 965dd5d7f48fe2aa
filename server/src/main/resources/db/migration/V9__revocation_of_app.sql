-- A token of an app that is about to be deleted is revoked once the app is gone.
alter table revocation add column app_id uuid;
