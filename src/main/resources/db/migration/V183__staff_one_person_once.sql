-- One person was two in the register: who was there without an account and then got one, and who was entered twice. Two rows can be
-- asked for two sessions at once. They are joined where that is certain: one address, and never at two sessions at once.

create temporary table moved_link (like assignment_link) on commit drop;

create function pg_temp.join_staff(kept bigint, twice bigint) returns void language plpgsql as $$
declare
  double staff_member;
begin
  if exists (select from assignment o join assignment n on n.member_id = twice
              where o.member_id = kept
                and (o.session_id = n.session_id or o.during && n.during and o.answer <> 'DECLINED' and n.answer <> 'DECLINED')) then
    return;
  end if;
  select * into double from staff_member where id = twice;
  -- links are of an assignment, so they step aside while it changes hands
  insert into moved_link select * from assignment_link where member_id = twice;
  delete from assignment_link where member_id = twice;
  update assignment set member_id = kept where member_id = twice;
  insert into assignment_link (link_hash, session_id, member_id, made_at) select link_hash, session_id, kept, made_at from moved_link;
  truncate moved_link;
  insert into staff_skill (member_id, skill_id) select kept, skill_id from staff_skill where member_id = twice on conflict do nothing;
  delete from staff_skill where member_id = twice;
  if exists (select from staff_hours where member_id = twice) then
    delete from staff_hours where member_id = kept; -- what somebody with an account entered last
    update staff_hours set member_id = kept where member_id = twice;
  end if;
  update staff_exception set member_id = kept where member_id = twice;
  update visit_quantity q set subject_id = kept
   where q.item = 'GUIDE' and q.subject_id = twice
     and not exists (select from visit_quantity o where o.session_id = q.session_id and o.item = 'GUIDE' and o.subject_id = kept);
  update outbox set payload = payload || jsonb_build_object('member', kept)
   where template in ('team', 'team-plan', 'vog') and payload ->> 'member' = twice::text;
  -- what is left is as of somebody who was erased: a proposal of the yearly plan can still name it
  update staff_member
     set account_id = null, name = null, email = null, phone = null, organisation_id = null, max_hours = null, vog_issued_on = null,
         vog_seen_on = null, vog_seen_by = null, vog_warned_for = null, feed_hash = null, version = version + 1,
         ended_on = least(ended_on, current_date), forgotten_at = now()
   where id = twice;
  update staff_member m
     set account_id = coalesce(m.account_id, double.account_id),
         name = case when double.account_id is null then m.name end,
         email = case when double.account_id is null then m.email end,
         phone = coalesce(m.phone, double.phone), organisation_id = coalesce(m.organisation_id, double.organisation_id),
         max_hours = coalesce(m.max_hours, double.max_hours), feed_hash = coalesce(double.feed_hash, m.feed_hash),
         vog_issued_on = case when later.vog then double.vog_issued_on else m.vog_issued_on end,
         vog_seen_on = case when later.vog then double.vog_seen_on else m.vog_seen_on end,
         vog_seen_by = case when later.vog then double.vog_seen_by else m.vog_seen_by end,
         vog_warned_for = case when later.vog then double.vog_warned_for else m.vog_warned_for end,
         ended_on = case when m.ended_on is not null and double.ended_on is not null then greatest(m.ended_on, double.ended_on) end,
         version = m.version + 1
    from (select coalesce(double.vog_issued_on > o.vog_issued_on, double.vog_issued_on is not null) as vog
            from staff_member o where o.id = kept) later
   where m.id = kept;
end $$;

-- entered twice
select pg_temp.join_staff(min(id), max(id))
  from staff_member
 where account_id is null and forgotten_at is null and email is not null
 group by lower(email)
having count(*) = 2 and count(distinct lower(name)) = 1;

-- with and without an account
select pg_temp.join_staff(min(o.id), n.id)
  from staff_member n
  join account a on a.id = n.account_id
  join staff_member o on lower(o.email) = lower(a.email) and o.account_id is null and o.forgotten_at is null
 where n.forgotten_at is null
 group by n.id
having count(*) = 1;

-- Nobody is entered twice from now on. Those that could not be joined stay as they are, so that a hub that has them starts; they are
-- left out by their id.
do $$
declare
  doubles bigint;
begin
  select max(m.id) into doubles
    from staff_member m
    join staff_member o on lower(o.email) = lower(m.email) and o.id <> m.id;
  execute 'create unique index staff_member_email on staff_member (lower(email)) where email is not null'
       || coalesce(' and id > ' || doubles, '');
end $$;

-- Nor is an address kept in the statistics of the index once it was erased.
alter index staff_member_email alter column 1 set statistics 0;
