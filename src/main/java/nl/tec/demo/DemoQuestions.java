package nl.tec.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.employers.AskOffer;
import nl.tec.employers.DayPart;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferRequests;
import nl.tec.hub.Rows;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The requests of schools to the fictional companies in this school year and the previous one, in every state, with the resulting
 * visits. All fictional, deterministic for a given day, without double bookings or past events in the future.
 */
final class DemoQuestions {

    private static final List<String> REASONS = List.of(
            "In die weken verbouwen we de hal.",
            "We hebben die dag te weinig mensen om een klas goed te ontvangen.",
            "De machine is dan in onderhoud.",
            "We hadden al twee klassen die week.");

    private static final List<String> QUESTIONS = List.of(
            "Mogen de kinderen ook zelf iets maken?",
            "",
            "Is er een plek om te eten?",
            "Wij werken aan het thema beroepen. Kan iemand vertellen hoe zijn dag eruitziet?",
            "");

    /** A class that can make a request. */
    private record Group(
            long id, long siteId, int year, String label, String sector, int grade, long partId, int pupils) {}

    private final JdbcTemplate jdbc;
    private final Instant now;
    private final LocalDate today;
    private final Set<LocalDate> daysOff;
    private final DemoOffers offers;
    private final Random random = new Random(20221014);
    private final Map<Integer, List<Group>> groups = new HashMap<>();
    private final Set<String> busy = new HashSet<>();

    DemoQuestions(JdbcTemplate jdbc, Instant now, Set<LocalDate> daysOff, DemoOffers offers) {
        this.jdbc = jdbc;
        this.now = now;
        this.today = Dates.dayOf(now);
        this.daysOff = daysOff;
        this.offers = offers;
    }

    void fill(List<Offer> found, List<String> teachers) {
        read();
        List<Offer> order = new ArrayList<>(found);
        for (int ago = 20; ago < 400; ago += 13) {
            ended(order.get(random.nextInt(order.size())), ago);
        }
        order.stream().limit(3).forEach(offer -> ended(offer, 30 + random.nextInt(40)));
        for (int i = 0; i < 7; i++) {
            toCome(order.get((i * 5) % order.size()), 12 + 6 * i);
        }
        for (int i = 0; i < 6; i++) {
            waiting(order.get((i * 7) % order.size()), i < 3);
        }
        for (int i = 0; i < teachers.size(); i++) {
            fresh(order.subList(i, order.size()), teachers.get(i));
        }
    }

    /** Adds a closed request of some days ago: mostly a visit, sometimes refused, withdrawn or never answered. */
    private void ended(Offer offer, int ago) {
        LocalDate day = schoolDay(today.minusDays(ago), offer, -1);
        Group group = day == null ? null : group(offer, day);
        if (group == null || day == null) {
            return;
        }
        Instant asked = Dates.at(day.minusDays(35), LocalTime.of(15, 40));
        int kind = random.nextInt(10);
        if (kind < 6) {
            visit(offer, group, day, asked);
        } else {
            String state = kind < 8 ? "DECLINED" : kind == 8 ? "WITHDRAWN" : "EXPIRED";
            Instant end = state.equals("EXPIRED") ? Dates.at(day, LocalTime.of(0, 5)) : asked.plus(Duration.ofDays(6));
            long id = request(offer, group, day, asked, asked.plus(Duration.ofDays(15)), state, end);
            happened(id, end, state);
        }
    }

    private void toCome(Offer offer, int ahead) {
        LocalDate day = schoolDay(today.plusDays(ahead), offer, 1);
        Group group = day == null ? null : group(offer, day);
        if (group != null && day != null) {
            visit(offer, group, day, now.minus(Duration.ofDays(12)));
        }
    }

    /** Adds an unanswered request: half way and reminded, or overdue and with the programme manager. */
    private void waiting(Offer offer, boolean reminded) {
        LocalDate day = schoolDay(today.plusDays(30 + random.nextInt(20)), offer, 1);
        Group group = day == null ? null : group(offer, day);
        if (group == null || day == null) {
            return;
        }
        Instant asked = now.minus(Duration.ofDays(reminded ? 8 : 19));
        Instant due = weekday(today.plusDays(reminded ? 4 : -5));
        Instant remind = reminded ? now.minus(Duration.ofDays(1)) : asked.plus(Duration.ofDays(7));
        long id = request(offer, group, day, asked, due, "OPEN", null);
        jdbc.update(
                "update offer_request set remind_at = ?, reminded_at = ?, escalated_at = ? where id = ?",
                Rows.timestamp(remind),
                Rows.timestamp(remind.plusSeconds(300)),
                reminded ? null : Rows.timestamp(due.plusSeconds(300)),
                id);
        happened(id, remind.plusSeconds(300), "REMINDED");
        if (!reminded) {
            happened(id, due.plusSeconds(300), "ESCALATED");
        }
    }

    /** Adds a new request of an account through the service, including its mail. */
    private void fresh(List<Offer> among, String teacher) {
        Actor by = offers.actor(teacher);
        for (Offer offer : among) {
            LocalDate first = schoolDay(today.plusDays(24), offer, 1);
            Group group = first == null ? null : groupOf(offer, first, by);
            LocalDate second = first == null ? null : schoolDay(first.plusDays(5), offer, 1);
            if (group == null || first == null || second == null) {
                continue;
            }
            List<AskOffer.Date> dates = SchoolYear.of(second).equals(SchoolYear.of(first))
                    ? List.of(
                            new AskOffer.Date(1, first, DayPart.MORNING),
                            new AskOffer.Date(2, second, DayPart.AFTERNOON))
                    : List.of(new AskOffer.Date(1, first, DayPart.MORNING));
            OfferRequests.Result result = offers.requests()
                    .ask(
                            new AskOffer(
                                    offer.id(),
                                    group.id(),
                                    dates,
                                    Map.of(group.partId(), group.pupils()),
                                    3,
                                    QUESTIONS.get(0),
                                    new UUID(random.nextLong(), random.nextLong())),
                            by);
            if (result instanceof OfferRequests.Created) {
                return;
            }
        }
    }

    private long request(
            Offer offer, Group group, LocalDate day, Instant asked, Instant due, String state, @Nullable Instant end) {
        boolean no = state.equals("DECLINED");
        String how = switch (state) {
            case "OPEN" -> null;
            case "WITHDRAWN" -> "SCHOOL";
            case "EXPIRED" -> "CLOCK";
            default -> random.nextBoolean() ? "LINK" : "PORTAL";
        };
        long id = id(
                """
                insert into offer_request (offer_id, site_id, class_id, class_label, sector, account_id, participants, adults,
                    question, form_key, state, asked_at, remind_at, due_at, ended_at, ended_how, reason)
                values (?, ?, ?, ?, ?, ?, ?, 3, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                """,
                offer.id(),
                group.siteId(),
                group.id(),
                group.label(),
                group.sector(),
                offers.actor("coordinator@tec.example").accountId(),
                group.pupils(),
                end == null ? QUESTIONS.get(random.nextInt(QUESTIONS.size())) : "",
                new UUID(random.nextLong(), random.nextLong()),
                state,
                Rows.timestamp(asked),
                Rows.timestamp(asked.plus(Duration.between(asked, due).dividedBy(2))),
                Rows.timestamp(due),
                end == null ? null : Rows.timestamp(end),
                how,
                no ? REASONS.get(random.nextInt(REASONS.size())) : null);
        jdbc.update("insert into offer_request_date values (?, 1, ?, 'MORNING')", id, day);
        jdbc.update("insert into offer_request_part values (?, ?, ?)", id, group.partId(), group.pupils());
        happened(id, asked, "ASKED");
        return id;
    }

    private void happened(long request, Instant moment, String event) {
        jdbc.update(
                "insert into offer_event (request_id, at, event) values (?, ?, ?)",
                request,
                Rows.timestamp(moment),
                event);
    }

    /** Accepts a request, with its session, its booking and, if it is over, attendance; unless the company has another class then. */
    private void visit(Offer offer, Group group, LocalDate day, Instant asked) {
        OfferDetails details = offer.details();
        Instant start = Dates.at(day, details.times().morning());
        Instant end = start.plus(Duration.ofMinutes(details.times().minutes()));
        boolean atSchool = details.where().held() == Location.SCHOOL;
        long session = id(
                """
                insert into session (activity_id, starts_at, ends_at, venue_id, site_id, state, capacity, class_capacity)
                select id, ?, ?, venue_id, ?, 'PUBLISHED', ?, 1 from activity where id = ? returning id
                """,
                Rows.timestamp(start),
                Rows.timestamp(end),
                atSchool ? group.siteId() : null,
                details.guests().max(),
                offers.activity(offer));
        if (!offers.reserve(session)) {
            jdbc.update("delete from session where id = ?", session);
            return;
        }
        jdbc.update("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, taken, classes_taken, ends_at,
                                            held_at)
                select id, true, starts_at, capacity, 1, ?, 1, ends_at, concat(venue_id, '/', site_id) from session where id = ?
                """, group.pupils(), session);
        long booking = id(
                """
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', ?, 4, ?, ?, ?, ?) returning id
                """,
                session,
                group.pupils(),
                group.siteId(),
                group.id(),
                new UUID(random.nextLong(), random.nextLong()),
                Rows.timestamp(asked.plus(Duration.ofDays(4))));
        jdbc.update("insert into booking_part values (?, ?, ?)", booking, group.partId(), group.pupils());
        jdbc.update(
                "insert into booking_event (booking_id, at, event, participants) values (?, ?, 'BOOKED', ?)",
                booking,
                Rows.timestamp(asked.plus(Duration.ofDays(4))),
                group.pupils());
        jdbc.update(
                "insert into class_occupation (booking_id, class_id, during) values (?, ?, tstzrange(?, ?))",
                booking,
                group.id(),
                Rows.timestamp(start),
                Rows.timestamp(end));
        if (end.isBefore(now)) {
            jdbc.update(
                    """
                    insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count,
                                            recorded_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    session,
                    day,
                    booking,
                    group.partId(),
                    group.sector().equals("SO") ? "PO" : group.sector(),
                    group.sector(),
                    group.grade(),
                    Math.max(1, group.pupils() - random.nextInt(3)),
                    Rows.timestamp(end));
        }
        Instant answered = asked.plus(Duration.ofDays(4));
        long request = request(offer, group, day, asked, asked.plus(Duration.ofDays(15)), "OPEN", null);
        jdbc.update("""
                update offer_request set state = 'ACCEPTED', ended_at = ?, ended_how = 'LINK', chosen = 1, session_id = ?, told_start = ?,
                       booking_id = ?
                where id = ?
                """, Rows.timestamp(answered), session, Rows.timestamp(start), booking, request);
        happened(request, answered, "ACCEPTED");
    }

    private @Nullable Group group(Offer offer, LocalDate day) {
        return choose(
                groups.getOrDefault(SchoolYear.of(day).start(), List.of()).stream()
                        .filter(group -> fits(offer, group, day))
                        .toList(),
                day);
    }

    private @Nullable Group groupOf(Offer offer, LocalDate day, Actor teacher) {
        return choose(
                groups.getOrDefault(SchoolYear.of(day).start(), List.of()).stream()
                        .filter(group -> teacher.worksAt(group.siteId()) && fits(offer, group, day))
                        .toList(),
                day);
    }

    private @Nullable Group choose(List<Group> fitting, LocalDate day) {
        if (fitting.isEmpty()) {
            return null;
        }
        Group group = fitting.get(random.nextInt(fitting.size()));
        busy.add(group.id() + "@" + day);
        return group;
    }

    private boolean fits(Offer offer, Group group, LocalDate day) {
        OfferDetails.Guests guests = offer.details().guests();
        Span span = group.sector().equals("VO") ? guests.years() : guests.groups();
        int age = group.grade() + (group.sector().equals("VO") ? 11 : 3);
        Integer youngest = guests.youngestAge();
        return span != null
                && span.contains(group.grade())
                && group.pupils() >= guests.min()
                && group.pupils() <= guests.max()
                && (youngest == null || age >= youngest)
                && !busy.contains(group.id() + "@" + day);
    }

    /** Returns the first day from then on when both school and company can; null when there is none within three weeks. */
    private @Nullable LocalDate schoolDay(LocalDate from, Offer offer, int step) {
        for (int i = 0; i < 21; i++) {
            LocalDate day = from.plusDays((long) i * step);
            if (WorkingDays.weekday(day)
                    && !daysOff.contains(day)
                    && !offer.details().times().closedWeeks().contains(Dates.week(day))) {
                return day;
            }
        }
        return null;
    }

    /** Reads the classes of one group, and the days on which they are occupied. */
    private void read() {
        jdbc.query("""
                select c.id, c.site_id, c.school_year as year, c.label, s.sector, p.grade, p.id as part_id, p.head_count as pupils
                from school_class c join school_site s on s.organisation_id = c.site_id
                join organisation o on o.id = c.site_id
                join class_part p on p.class_id = c.id
                where c.ended_at is null and s.sector in ('PO', 'VO') and p.head_count > 0
                  and o.municipality_code = any (string_to_array(
                    (select value from hub_setting where key = 'MUNICIPALITIES'), ','))
                  and (select count(*) from class_part one where one.class_id = c.id) = 1
                order by s.brin6, c.school_year, c.label
                """, row -> {
            Group group = Rows.read(row, Group.class);
            groups.computeIfAbsent(group.year(), year -> new ArrayList<>()).add(group);
        });
        jdbc.query("select class_id, lower(during) as start from class_occupation", row -> {
            busy.add(row.getLong("class_id") + "@" + Dates.dayOf(Rows.instant(row, "start")));
        });
    }

    private long id(String sql, @Nullable Object... values) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, values));
    }

    /** Returns the end of that working day, or of the first one after a weekend. */
    private static Instant weekday(LocalDate day) {
        int weekend = Math.max(0, day.getDayOfWeek().getValue() - 5);
        return Dates.at(weekend == 0 ? day : day.plusDays(3L - weekend), LocalTime.of(17, 0));
    }
}
