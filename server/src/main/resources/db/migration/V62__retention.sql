-- For how many days the app's changes are kept and shown; null: as long as the operator lets changes be kept.
alter table app add column retention_days int check (retention_days > 0);
