-- What is remembered of an activity is remembered by its version, so no change may leave the version as it was.
create function raise_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger activity_version before update on activity
  for each row when (new.version = old.version and new is distinct from old) execute function raise_version();
