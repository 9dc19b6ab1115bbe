-- What an activity asks of everybody who signs up, besides who comes: at most three questions, each with its reason and how long the
-- answer is kept (rules 8.7). The wording of a question never changes: another wording is another row in its place, so that an answer
-- keeps what was asked.
create table activity_question (
  id          bigint generated always as identity primary key,
  activity_id bigint not null references activity (id),
  place       int not null check (place between 1 and 3),
  kind        text not null check (kind in ('YES_NO', 'CHOICE', 'TEXT')),
  text_nl     text not null check (length(text_nl) between 1 and 120),
  text_en     text not null check (length(text_en) <= 120),
  reason_nl   text not null check (length(reason_nl) between 1 and 200),     -- why it is asked; who signs up reads it
  reason_en   text not null check (length(reason_en) <= 200),
  choices_nl  text[] not null,                                               -- of a CHOICE
  choices_en  text[] not null,                                               -- as many, or none
  required    boolean not null,
  keep_days   int not null check (keep_days between 0 and 14),               -- after the session
  stopped_at  timestamptz,                                                   -- null: it is asked
  check (case kind when 'CHOICE' then cardinality(choices_nl) between 2 and 8 else cardinality(choices_nl) = 0 end),
  check (cardinality(choices_en) in (0, cardinality(choices_nl)))
);
create unique index activity_question_asked on activity_question (activity_id, place) where stopped_at is null;
create index on activity_question (activity_id);

create table sign_up_answer (
  person_id   bigint not null references sign_up_person (id) on delete cascade,
  question_id bigint not null references activity_question (id),
  answer      text not null check (length(answer) between 1 and 100),        -- in words, or the number of the choice, from 1
  primary key (person_id, question_id)
);
create index on sign_up_answer (question_id);
alter table sign_up_answer alter column answer set statistics 0;
