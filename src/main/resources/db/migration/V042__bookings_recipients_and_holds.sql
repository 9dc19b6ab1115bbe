-- Who is mailed about the bookings of a school: its contact address, its coordinators, and who booked as long as that person works
-- there. Nobody twice. An empty answer means that nobody hears anything: pages have to say so.
create function class_mail_recipients(site bigint, booker bigint) returns table (email text, language text)
language sql stable as $$
  select distinct on (r.email) r.email, r.language
    from (select u.email, u.language
            from account_role a join account u on u.id = a.account_id
           where a.organisation_id = site and u.disabled_at is null
             and (a.role = 'SCHOOL_COORDINATOR' or a.role = 'TEACHER' and u.id = booker)
          union all
          select lower(o.email), 'nl' from organisation o where o.id = site and o.email is not null) r
   order by r.email, r.language
$$;

-- From which network address an unconfirmed sign-up came (rules 3), as a keyed hash; gone as soon as nothing is held any more.
alter table sign_up add column network_hash bytea,
  add constraint network_of_holds check (network_hash is null or confirmed_at is null and erased_at is null);
alter table sign_up alter column network_hash set statistics 0;
create index on sign_up (network_hash) where network_hash is not null;

create function forget_network() returns trigger language plpgsql as $$
begin
  update sign_up set network_hash = null
   where booking_id = coalesce(new.sign_up_id, new.id) and network_hash is not null;
  return null;
end $$;
create trigger network_is_forgotten after update of state on booking
  for each row when (new.kind = 'INDIVIDUAL' and new.state not in ('HELD', 'WAITING')) execute function forget_network();

-- A role that is offered to somebody who has an account already: held only after a yes of that person (rules 9).
create table role_invitation (
  account_id      bigint not null references account (id),
  role            text not null check (role in ('TEACHER', 'SCHOOL_COORDINATOR', 'PARTNER')),
  organisation_id bigint not null references organisation (id),
  name            text not null,             -- as typed by who invites, who does not get to see the name of the account
  invited_by      bigint not null references account (id),
  invited_at      timestamptz not null,
  primary key (account_id, role, organisation_id)
);
create index on role_invitation (organisation_id);
create index on role_invitation (invited_by);
