-- The bytes of files, each once: in the database, or in an S3-compatible store under their SHA-256 (decision 0105).
create table stored_file (
  sha256   bytea primary key check (length(sha256) = 32),
  length   int not null check (length between 1 and 5000000),
  content  bytea,                 -- null: in the store
  left_at  timestamptz,           -- since when perhaps nothing refers to it: it is removed a day later
  check (content is null or length(content) = length and sha256 = sha256(content))
);
create index on stored_file (left_at) where left_at is not null;
-- files are compressed already
alter table stored_file alter column content set storage external;

-- For every table that refers to a file, in a column sha256.
create function stored_file_left() returns trigger language plpgsql as $$
begin
  update stored_file set left_at = now() where sha256 = old.sha256;
  return null;
end $$;

insert into stored_file (sha256, length, content)
select distinct on (sha256(content)) sha256(content), length(content), content from knowledge_file order by 1;

-- content is left for the version before, which runs on these tables while nodes are upgraded: it goes once no such version can run
alter table knowledge_file add column sha256 bytea references stored_file, add column bytes int, alter column content drop not null;
update knowledge_file set sha256 = sha256(content), bytes = length(content);
alter table knowledge_file add constraint knowledge_file_stored check (sha256 is not null and bytes is not null);
create function knowledge_file_both_versions() returns trigger language plpgsql as $$
begin
  if new.sha256 is null then -- the version before writes only this
    insert into stored_file (sha256, length, content) values (sha256(new.content), length(new.content), new.content)
    on conflict (sha256) do update set left_at = null, content = coalesce(stored_file.content, excluded.content);
    new.sha256 := sha256(new.content);
    new.bytes := length(new.content);
  elsif new.content is null then -- and reads only this; what is in a store it can't read
    new.content := (select content from stored_file where sha256 = new.sha256);
  end if;
  return new;
end $$;
create trigger knowledge_file_both_versions before insert on knowledge_file
  for each row execute function knowledge_file_both_versions();
create index on knowledge_file (sha256);
create trigger knowledge_file_left after delete or update of sha256 on knowledge_file
  for each row execute function stored_file_left();
