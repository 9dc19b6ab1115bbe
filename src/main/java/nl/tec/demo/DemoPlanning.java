package nl.tec.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.NextPart;
import nl.tec.planning.Supply;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A wish round of this school year that was planned and published, and an open one for the next, with wishes of most schools.
 * Deterministic for a given day.
 */
final class DemoPlanning {

    private static final int OPEN_SINCE_DAYS = 14;
    private static final int OPEN_FOR_DAYS = 21;
    private static final int PER_CLASS = 2;

    private static final String INVITATION = """
            Beste collega,

            Wat willen je klassen in %s doen bij ons? Geef het per klas door. Wij zoeken er dagen bij, met vervoer en begeleiding.""";

    private static final String[] NOTES = {
        "Graag in de ochtend, de meeste kinderen gaan tussen de middag naar huis.",
        "Eén kind zit in een rolstoel.",
        "Past mooi bij ons thema techniek in februari.",
        "We komen graag met de fiets als het kan."
    };

    private final JdbcTemplate jdbc;
    private final MovingUp movingUp;
    private final Supply supply;
    private final Instant now;
    private final Actor manager;
    private final Random random = new Random(2027);

    DemoPlanning(JdbcTemplate jdbc, MovingUp movingUp, Supply supply, Instant now, Actor manager) {
        this.jdbc = jdbc;
        this.movingUp = movingUp;
        this.supply = supply;
        this.now = now;
        this.manager = manager;
    }

    private record Offered(long id, int from, int to) {

        boolean fits(List<Integer> grades) {
            return grades.stream().anyMatch(grade -> from <= grade && grade <= to);
        }
    }

    /** @param own a school whose wishes are half done, for the demo account */
    void fill(SchoolYear thisYear, long own) {
        SchoolYear year = thisYear.next();
        LocalDate today = Dates.dayOf(now);
        LocalDate opened = today.minusDays(OPEN_SINCE_DAYS);
        LocalDate closes = today.plusDays(OPEN_FOR_DAYS);
        long round = Objects.requireNonNull(jdbc.queryForObject(
                """
                insert into plan_round (school_year, title, opens_on, closes_on, wishes_per_class, invitation, invite_at, made_by, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """,
                Long.class,
                year.start(),
                "Wensen voor " + year,
                opened,
                closes,
                PER_CLASS,
                INVITATION.formatted(year),
                Rows.timestamp(Dates.at(opened, LocalTime.of(8, 0))),
                manager.accountId(),
                Rows.timestamp(now)));
        jdbc.update("""
                insert into plan_round_activity (round_id, activity_id)
                select ?, id from activity
                 where takes = 'CLASSES' and state = 'PUBLISHED' and 'PO' = any (audiences) and venue_id is not null and po_from is not null
                """, round);
        jdbc.update("""
                insert into plan_round_school (round_id, site_id, invited_at)
                select ?, s.organisation_id, r.invite_at from school_site s, plan_round r
                 where r.id = ? and s.sector = 'PO' and exists (select from school_class c
                                     where c.site_id = s.organisation_id and c.school_year = ? and c.ended_at is null)
                """, round, round, thisYear.start());
        List<Offered> offered =
                jdbc.query("""
                select a.id, a.po_from, a.po_to from plan_round_activity r join activity a on a.id = r.activity_id
                 where r.round_id = ? order by a.slug
                """, (row, n) -> new Offered(row.getLong(1), row.getInt(2), row.getInt(3)), round);
        List<Long> sites = jdbc.queryForList("""
                select m.site_id from plan_round_school m join school_site s on s.organisation_id = m.site_id
                 where m.round_id = ? order by s.brin6
                """, Long.class, round);
        List<Object[]> wishes = new ArrayList<>();
        Map<Long, Boolean> done = new HashMap<>();
        for (long site : sites) {
            double share = site == own ? 0.5 : random.nextInt(6) == 0 ? 0 : 0.35 + 0.6 * random.nextDouble();
            if (movingUp.preview(manager, site, thisYear) instanceof MovingUp.Preview.Ready ready) {
                for (NextClass one : ready.proposal().classes()) {
                    addWishes(wishes, round, site, one, offered, share, year);
                }
            }
            done.put(site, site != own && share > 0.5);
        }
        jdbc.batchUpdate("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, preferred, excluded, dayparts, note,
                                       changed_at)
                values (?, ?, ?, ?, ?::int[], ?, ?::bigint[], ?::date[], ?::date[], ?::text[], ?, ?)
                """, wishes);
        done.forEach((site, ready) -> {
            if (ready) {
                jdbc.update(
                        "update plan_round_school set done_at = ? where round_id = ? and site_id = ?",
                        Rows.timestamp(now.minusSeconds(86_400L * (1 + site % 9))),
                        round,
                        site);
            }
        });
        supply.propose(round);
    }

    /** Adds a finished round of this school year: the visits of its classes were wished, planned and confirmed. */
    void fillPublished(SchoolYear year) {
        LocalDate opened = LocalDate.of(year.start(), 4, 7);
        LocalDate published = LocalDate.of(year.start(), 6, 2);
        long round = Objects.requireNonNull(jdbc.queryForObject(
                """
                insert into plan_round (school_year, title, opens_on, closes_on, wishes_per_class, invitation, invite_at, made_by, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """,
                Long.class,
                year.start(),
                "Wensen voor " + year,
                opened,
                opened.plusWeeks(5),
                PER_CLASS,
                INVITATION.formatted(year),
                Rows.startOf(opened),
                manager.accountId(),
                Rows.startOf(opened)));
        jdbc.update("""
                insert into plan_round_activity (round_id, activity_id)
                select ?, id from activity where takes = 'CLASSES' and 'PO' = any (audiences) and po_from is not null
                """, round);
        jdbc.update("""
                insert into plan_round_school (round_id, site_id, invited_at, done_at)
                select ?, s.organisation_id, r.invite_at, r.invite_at + interval '20 days' from school_site s, plan_round r
                 where r.id = ? and s.sector = 'PO' and exists (select from school_class c
                                     where c.site_id = s.organisation_id and c.school_year = ? and c.ended_at is null)
                """, round, round, year.start());
        jdbc.update("""
                with visit as (
                  select b.site_id, k.label, s.activity_id, b.participants, k.id as class_id,
                         row_number() over (partition by k.id order by s.starts_at, b.id) as position
                    from booking b
                    join session s on s.id = b.session_id
                    join school_class k on k.id = b.class_id
                    join plan_round_school m on m.round_id = ? and m.site_id = b.site_id
                   where b.kind = 'CLASS' and b.state = 'CONFIRMED' and k.school_year = ?
                )
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                select ?, v.site_id, v.label, v.position,
                       (select array_agg(distinct p.grade order by p.grade) from class_part p where p.class_id = v.class_id),
                       v.participants, array[v.activity_id], ?
                  from visit v where v.position <= ?
                on conflict do nothing
                """, round, year.start(), round, Rows.startOf(opened.plusDays(12)), PER_CLASS);
        // every eighth class has a wish that could not be planned
        jdbc.update("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                select w.round_id, w.site_id, w.label, 2, w.grades, w.pupils,
                       array[(select a.activity_id from plan_round_activity a
                               where a.round_id = w.round_id and a.activity_id <> all (w.choices)
                               order by a.activity_id offset w.id % 7 limit 1)], w.changed_at
                  from plan_wish w
                 where w.round_id = ? and w.position = 1 and w.id % 8 = 0
                on conflict do nothing
                """, round);
        jdbc.update("""
                with visit as (
                  select b.id, b.session_id, b.site_id, k.label,
                         row_number() over (partition by k.id order by s.starts_at, b.id) as position
                    from booking b
                    join session s on s.id = b.session_id
                    join school_class k on k.id = b.class_id
                   where b.kind = 'CLASS' and b.state = 'CONFIRMED' and k.school_year = ?
                )
                insert into plan_visit (round_id, wish_id, session_id, booking_id, answer, answered_at, made_at)
                select w.round_id, w.id, v.session_id, v.id, 'ACCEPTED', ?, ?
                  from visit v
                  join plan_wish w on w.round_id = ? and w.site_id = v.site_id and w.label = v.label and w.position = v.position
                on conflict do nothing
                """, year.start(), Rows.startOf(published.plusDays(9)), Rows.startOf(published), round);
        jdbc.update(
                "update plan_round set published_at = ?, answer_by = ? where id = ?",
                Rows.startOf(published),
                published.plusWeeks(3),
                round);
    }

    private void addWishes(
            List<Object[]> wishes,
            long round,
            long site,
            NextClass one,
            List<Offered> offered,
            double share,
            SchoolYear year) {
        List<Integer> grades = one.parts().stream()
                .filter(part -> part.pupils() > 0)
                .map(NextPart::grade)
                .distinct()
                .toList();
        List<Offered> suitable = new ArrayList<>(
                offered.stream().filter(activity -> activity.fits(grades)).toList());
        int count = random.nextDouble() >= share ? 0 : random.nextInt(4) == 0 ? 2 : 1;
        for (int position = 1; position <= count && !suitable.isEmpty() && !grades.isEmpty(); position++) {
            List<Long> choices = new ArrayList<>();
            for (int choice = random.nextInt(3); choice >= 0 && !suitable.isEmpty(); choice--) {
                choices.add(suitable.remove(random.nextInt(suitable.size())).id());
            }
            LocalDate preferred = random.nextInt(3) == 0 ? someMonday(year) : null;
            wishes.add(new Object[] {
                round,
                site,
                one.label(),
                position,
                Rows.array(grades),
                one.pupils(),
                Rows.array(choices),
                Rows.array(weeks(preferred, 4)),
                Rows.array(preferred == null && random.nextInt(5) == 0 ? weeks(someMonday(year), 2) : List.of()),
                random.nextInt(4) == 0 ? "{MORNING}" : "{}",
                random.nextInt(12) == 0 ? NOTES[random.nextInt(NOTES.length)] : "",
                Rows.timestamp(now.minusSeconds(3_600L * (1 + random.nextInt(300))))
            });
        }
    }

    private LocalDate someMonday(SchoolYear year) {
        return Dates.monday(LocalDate.of(year.start(), 9, 14)).plusWeeks(random.nextInt(36));
    }

    private static List<LocalDate> weeks(@Nullable LocalDate first, int count) {
        List<LocalDate> weeks = new ArrayList<>();
        for (int week = 0; first != null && week < count; week++) {
            weeks.add(first.plusWeeks(week));
        }
        return weeks;
    }
}
