-- Satisfaction after a visit (requirement B5, rules 2.10 and 8.5). Why no row says who answered what: decision 0025.

-- The questions of an audience. A change is a new version, so that old answers keep the meaning of their questions.
create table survey (
  id       bigint generated always as identity primary key,
  audience text not null check (audience in ('PUPIL', 'TEACHER', 'PARENT', 'ADULT', 'HOST')),
  version  int not null check (version >= 1),
  faces    numeric(3, 1)[] not null default '{2,4,6,8,10}',   -- what each of the five faces is on the scale of 1 to 10
  made_at  timestamptz not null,
  made_by  bigint references account (id),                    -- null: came with the program
  unique (audience, version),
  constraint five_faces_from_low_to_high check (
    cardinality(faces) = 5 and faces[1] >= 1 and faces[1] < faces[2] and faces[2] < faces[3] and faces[3] < faces[4]
    and faces[4] < faces[5] and faces[5] <= 10)
);
-- The first question is the one that counts for satisfaction.
create table survey_question (
  survey_id bigint not null references survey (id),
  position  int not null check (position between 1 and 4),
  kind      text not null check (kind in ('FACES', 'SCORE', 'WORDS')),
  text_nl   text not null check (length(text_nl) between 1 and 120),
  text_en   text not null check (length(text_en) between 1 and 120),
  picture   text,
  primary key (survey_id, position),
  check (position > 1 or kind <> 'WORDS')
);
create unique index survey_words_once on survey_question (survey_id) where kind = 'WORDS';
create trigger survey_append_only before update or delete or truncate on survey
  for each statement execute function refuse_change();
create trigger survey_question_append_only before update or delete or truncate on survey_question
  for each statement execute function refuse_change();

-- How many answers came by a link: no more than there were participants, with some margin.
create table survey_turnout (
  session_id bigint not null references session (id),
  audience   text not null check (audience in ('PUPIL', 'TEACHER', 'PARENT', 'ADULT', 'HOST')),
  answers    int not null check (answers >= 0),
  primary key (session_id, audience)
);

-- An answer until it is counted: sealed with a key that is not in the database, all of the same length.
create table survey_sealed_answer (
  id        uuid primary key,
  key_id    uuid not null,
  sealed_on date not null,
  content   bytea not null check (octet_length(content) = 1052)
);
alter table survey_sealed_answer alter column content set statistics 0;

-- Answers that are counted together, never fewer than five. Every figure is the sum of whole blocks.
create table survey_block (
  id         uuid primary key,
  survey_id  bigint not null references survey (id),
  half       date not null check (extract(day from half) = 1 and extract(month from half) in (1, 8)),   -- first day of the half year of its sessions
  counted_on date not null,
  answers    int not null check (answers >= 5)
);
create index on survey_block (half);
create table survey_block_session (
  block_id   uuid not null references survey_block (id),
  session_id bigint not null references session (id),
  primary key (block_id, session_id)
);
create index on survey_block_session (session_id);
create table survey_block_choice (
  block_id uuid not null references survey_block (id),
  position int not null,
  choice   int not null check (choice between 1 and 10),
  answers  int not null check (answers > 0),
  primary key (block_id, position, choice)
);
-- Once counted it stays as it is, and everybody in a block answered every question but the words: no question has fewer answers.
create trigger survey_block_append_only before update or delete or truncate on survey_block
  for each statement execute function refuse_change();
create trigger survey_block_session_append_only before update or delete or truncate on survey_block_session
  for each statement execute function refuse_change();
create trigger survey_block_choice_append_only before update or delete or truncate on survey_block_choice
  for each statement execute function refuse_change();
create function survey_block_adds_up() returns trigger language plpgsql as $$
declare
  of survey_block;
begin
  if tg_table_name = 'survey_block' then
    select * into of from survey_block where id = new.id;
  else
    select * into of from survey_block where id = new.block_id;
  end if;
  if exists (select from survey_question q
              where q.survey_id = of.survey_id and q.kind <> 'WORDS'
                and of.answers is distinct from (select sum(c.answers) from survey_block_choice c
                                                  where c.block_id = of.id and c.position = q.position)) then
    raise exception 'the answers of block % do not add up', of.id;
  end if;
  return null;
end $$;
create constraint trigger survey_block_adds_up after insert on survey_block
  deferrable initially deferred for each row execute function survey_block_adds_up();
create constraint trigger survey_block_choice_adds_up after insert on survey_block_choice
  deferrable initially deferred for each row execute function survey_block_adds_up();

-- What somebody in a block wrote; read by nobody but the programme manager until it is published.
create table survey_words (
  id         uuid primary key,
  block_id   uuid not null references survey_block (id),
  words      text not null check (length(words) between 1 and 300),
  state      text not null check (state in ('NEW', 'PUBLISHED', 'HIDDEN')),
  decided_on date,
  decided_by bigint references account (id),
  check ((state = 'NEW') = (decided_on is null))
);
create index on survey_words (block_id);
create index survey_words_new on survey_words (id) where state = 'NEW';
alter table survey_words alter column words set statistics 0;

-- Who was asked, and reminded, by mail. Nothing leads from here to an answer.
create table survey_request (
  booking_id  bigint not null references booking (id),
  host        boolean not null,              -- the company that received the class
  session_id  bigint not null references session (id),
  asked_on    date not null,
  reminded_on date,
  primary key (booking_id, host)
);
create index on survey_request (session_id);

with made as (
  insert into survey (audience, version, made_at)
  select audience, 1, now() from unnest(array['PUPIL', 'TEACHER', 'PARENT', 'ADULT', 'HOST']) audience
  returning id, audience)
insert into survey_question (survey_id, position, kind, text_nl, text_en, picture)
select made.id, q.position, q.kind, q.text_nl, q.text_en, q.picture
  from made join (values
  ('PUPIL', 1, 'FACES', 'Hoe leuk was het?', 'How much fun was it?', 'FUN'),
  ('PUPIL', 2, 'FACES', 'Hoeveel heb je geleerd?', 'How much did you learn?', 'LEARN'),
  ('PUPIL', 3, 'FACES', 'Hoe graag wil je dit nog een keer doen?', 'How much would you like to do this again?', 'AGAIN'),
  ('PUPIL', 4, 'WORDS', 'Wat was het leukst?', 'What was the best part?', 'WORDS'),
  ('TEACHER', 1, 'SCORE', 'Welk cijfer geef je dit bezoek?', 'What mark do you give this visit?', null),
  ('TEACHER', 2, 'SCORE', 'Hoe goed paste het bij je lessen?', 'How well did it fit your lessons?', null),
  ('TEACHER', 3, 'SCORE', 'Hoe goed was alles geregeld?', 'How well was everything arranged?', null),
  ('TEACHER', 4, 'WORDS', 'Wat kan beter?', 'What can be better?', null),
  ('PARENT', 1, 'SCORE', 'Welk cijfer geef je deze activiteit?', 'What mark do you give this activity?', null),
  ('PARENT', 2, 'SCORE', 'Hoe duidelijk was de informatie vooraf?', 'How clear was the information beforehand?', null),
  ('PARENT', 3, 'WORDS', 'Wat wil je ons nog zeggen?', 'What else would you like to tell us?', null),
  ('ADULT', 1, 'SCORE', 'Welk cijfer geef je deze activiteit?', 'What mark do you give this activity?', null),
  ('ADULT', 2, 'SCORE', 'Hoeveel heb je eraan gehad?', 'How useful was it to you?', null),
  ('ADULT', 3, 'WORDS', 'Wat wil je ons nog zeggen?', 'What else would you like to tell us?', null),
  ('HOST', 1, 'SCORE', 'Welk cijfer geef je dit bezoek?', 'What mark do you give this visit?', null),
  ('HOST', 2, 'SCORE', 'Hoe goed was alles van tevoren afgesproken?', 'How well was everything agreed beforehand?', null),
  ('HOST', 3, 'WORDS', 'Wat kan beter?', 'What can be better?', null))
  q (audience, position, kind, text_nl, text_en, picture) on q.audience = made.audience;
