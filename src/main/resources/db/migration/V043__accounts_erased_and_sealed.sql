-- Personal data that is erased stays readable in the planner's statistics (most common values, bounds of histograms) until the
-- next analyze of the table, so none are kept of these columns (rules 8). Changing a column to the type it has removes what
-- was kept so far, and rewrites nothing.
do $$
declare
  of record;
begin
  for of in
    select c.oid::regclass as tab, a.attname as col, format_type(a.atttypid, a.atttypmod) as type
      from (values ('account', 'email'), ('account', 'name'), ('account', 'password_hash'),
                   ('sign_in_link', 'target'),
                   ('outbox', 'recipient'), ('outbox', 'payload'), ('outbox', 'dedupe_key'), ('outbox', 'error'),
                   ('mailbox', 'recipient'), ('mailbox', 'subject'), ('mailbox', 'text_body'), ('mailbox', 'html_body'),
                   ('mailbox', 'calendar'),
                   ('event_publication', 'serialized_event'),
                   ('sign_up', 'email'), ('sign_up', 'name'), ('sign_up', 'phone'), ('sign_up_person', 'first_name'),
                   ('booking', 'cancel_reason'), ('visit_item', 'detail'),
                   ('partner_person', 'name'), ('partner_person', 'email'), ('partner_person', 'phone'),
                   ('partner_import', 'file_name'), ('partner_import', 'content'),
                   ('signatory', 'email'),
                   ('offer', 'contact_email'), ('offer_request', 'question'), ('offer_request', 'reason')) p (tab, col)
      join pg_class c on c.relname = p.tab and c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = p.col
  loop
    execute format('alter table %s alter column %I type %s', of.tab, of.col, of.type);
    execute format('alter table %s alter column %I set statistics 0', of.tab, of.col);
  end loop;
  -- an index on an expression has statistics of its own
  for of in
    select i.indexrelid::regclass as tab, a.attnum as col
      from pg_index i
      join pg_attribute a on a.attrelid = i.indexrelid and i.indkey[a.attnum - 1] = 0
     where i.indexprs is not null
       and exists (select from pg_depend d join pg_attribute t on t.attrelid = d.refobjid and t.attnum = d.refobjsubid
                    where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid and d.refobjid = i.indrelid
                      and t.attstattarget = 0)
  loop
    execute format('alter index %s alter column %s set statistics 0', of.tab, of.col);
  end loop;
end $$;

-- The audit log in sealed batches: each has the hash of its entries and of the batch before, so that an entry that is changed,
-- removed or put in between later shows. Sealed afterwards and not with the entry: a chain of entries would make every booking
-- wait for the one before.
create table audit_batch (
  number    bigint primary key check (number > 0),
  last_id   bigint not null unique,          -- of audit_log; the batch before says where it begins
  entries   int not null check (entries >= 0),
  sha256    bytea not null check (length(sha256) = 32),
  sealed_at timestamptz not null
);
create trigger audit_batch_append_only before update or delete or truncate on audit_batch
  for each statement execute function refuse_change();

-- Up to where the log can be sealed once all transactions of that moment have ended: until then one of them may still add an
-- entry with a lower number.
create table audit_mark (
  only_one         boolean primary key default true check (only_one),
  last_id          bigint not null,
  next_transaction xid8 not null,
  at               timestamptz not null
);

-- What the check of the log found, each time.
create table audit_check (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  batches     bigint not null,
  entries     bigint not null,
  wrong_batch bigint                         -- the first that is not what was sealed; null: all are
);

-- The secret of a link to sign in stood in these until the mail was removed; it is made when the mail is written now.
delete from outbox where template = 'account-sign-in-link';
