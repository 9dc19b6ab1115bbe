package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nl.tec.TecProcess;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.planning.PlanSolver;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.staff.StaffFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Plans are made and published over HTTP while the program or its solver is killed (rules 5.4, 5.5): at any moment
 * a plan is published completely or not at all, and eventually every school and every guide has one mail. At each kill one round is
 * published and the next one solved, so that one restart shows both.
 */
class PlanKillTest {

    /** The number of kills; {@code -Dtec.kills=20} for more. */
    private static final int KILLS = Integer.getInteger("tec.kills", 3);

    private static final int SCHOOLS = 3;
    private static final int CLASSES = 8;
    private static final int PUPILS = 24;

    /** More than the duration of an activity. */
    private static final int TOO_MANY_PUPILS = 40;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path data;

    /** The running program. */
    @SuppressWarnings("NullAway.Init")
    private TecProcess program;

    @SuppressWarnings("NullAway.Init")
    private TestBrowser manager;

    private final Random random = new Random();

    /** The kills: the process, and the moment. */
    private enum Kill {
        AS_ALL_IS_PUBLISHED,
        AS_SESSIONS_ARE_PREPARED,
        AS_A_PLAN_IS_SOLVED,
        THE_SOLVER_ONLY
    }

    /** A wish round, with the recipients of its outcome. */
    private record Round(long id, long activity, List<Long> sites, List<String> recipients) {}

    /** The state of a round at one moment. @param mails maximum per recipient, and total */
    private record Seen(String state, int prepared, int visits, int bookings, int sessions, int guided, Mails mails) {}

    private record Mails(int most, int all) {}

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whateverIsKilled_aPlanIsPublishedWholeOrNotAtAll_withOneMailEach() throws Exception {
        program = TecProcess.start(data, "--empty");
        try {
            signIn();
            Round solved = newRound();
            solve(solved);
            awaitPlan(solved);
            for (int i = 0; i < KILLS; i++) {
                Round next = newRound();
                solve(next);
                int planned = publish(solved);
                kill(Kill.values()[i % Kill.values().length], solved, planned, next);
                awaitPublication(solved, planned);
                awaitPlan(next);
                solved = next;
            }
            MailsInTheBox.everyMailArrivesOnce(jdbc());
        } finally {
            program.stop();
        }
    }

    private void kill(Kill kill, Round published, int planned, Round next) throws IOException {
        switch (kill) {
            case AS_ALL_IS_PUBLISHED -> {
                await(() -> seen(published).prepared() == planned);
                pause(random.nextInt(800));
                killAndRestart();
            }
            case AS_SESSIONS_ARE_PREPARED -> {
                await(() -> seen(published).prepared() > 0);
                pause(random.nextInt(300));
                killAndRestart();
            }
            case AS_A_PLAN_IS_SOLVED -> {
                await(() -> !"QUEUED".equals(proposalState(next)));
                pause(random.nextInt(4_000));
                killAndRestart();
            }
            case THE_SOLVER_ONLY -> {
                await(() -> solver() != null || "DONE".equals(proposalState(next)));
                pause(random.nextInt(3_000));
                ProcessHandle solver = solver();
                if (solver != null) {
                    solver.destroyForcibly();
                }
            }
        }
    }

    private static String proposals(Round round) {
        return "/beheer/jaarplan/" + round.id() + "/voorstellen";
    }

    private void solve(Round round) {
        press(proposals(round), "naam", "Voorstel", "seconden", "5", "begeleiders", "ja");
    }

    private void awaitPlan(Round round) {
        await(() -> {
            String state = proposalState(round);
            if ("FAILED".equals(state)) { // it was killed before it had a plan: try again
                solve(round);
            }
            return "DONE".equals(state);
        });
        assertThat(seen(round).mails().all()).as("mails before it is published").isZero();
    }

    /** Begins to publish the plan of a round. @return the number of visits in it */
    private int publish(Round round) {
        long proposal = number("select max(id) from plan_proposal where round_id = ?", round.id());
        int planned = (int) number(
                "select jsonb_array_length(solution::jsonb -> 'assignments') from plan_proposal where id = ?",
                proposal);
        assertThat(planned).isEqualTo(SCHOOLS * CLASSES);
        press(
                proposals(round) + "/" + proposal + "/publiceren",
                "antwoordVoor",
                LocalDate.now(Dates.ZONE).plusDays(14).toString(),
                "wanneer",
                "meteen");
        return planned;
    }

    private void awaitPublication(Round round, int planned) {
        await(() -> {
            Seen now = seen(round);
            boolean isDone = now.state().equals("DONE");
            wholeOrNothing(
                    now, isDone ? planned : 0, isDone ? round.recipients().size() : 0);
            return isDone;
        });
    }

    private static void wholeOrNothing(Seen now, int planned, int recipients) {
        assertThat(now.state()).isIn("PREPARING", "DONE");
        assertThat(now.visits()).as(now.toString()).isEqualTo(planned);
        assertThat(now.bookings()).as(now.toString()).isEqualTo(planned);
        assertThat(now.sessions()).as(now.toString()).isEqualTo(planned);
        assertThat(now.guided()).as(now.toString()).isEqualTo(planned);
        assertThat(now.mails()).as(now.toString()).isEqualTo(new Mails(Math.min(1, recipients), recipients));
    }

    private void killAndRestart() throws IOException {
        program.kill9();
        // do not wait until the new program is certain that the old one is dead
        jdbc().sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked")
                .update();
        jdbc().sql("update plan_proposal set heartbeat_at = heartbeat_at - interval '1 minute' where state = 'SOLVING'")
                .update();
        program = TecProcess.begin(data, program.port(), Map.of(), "--empty").waitUntilItAnswers();
    }

    /** Returns the process that is making a plan. */
    private @Nullable ProcessHandle solver() {
        return program.process()
                .descendants()
                .filter(one -> one.info().commandLine().orElse("").contains(PlanSolver.class.getName()))
                .findFirst()
                .orElse(null);
    }

    private String proposalState(Round round) {
        return TestSql.text(
                jdbc(), "select state from plan_proposal where round_id = ? order by id desc limit 1", round.id());
    }

    /** Reads the state in one statement, so as of one moment. */
    private Seen seen(Round round) {
        return jdbc().sql("""
                with mailed as (
                  select recipient, count(*) as mails from outbox where recipient = any(:recipients) group by recipient)
                select coalesce((select state from plan_publication where round_id = :round), 'NONE') as state,
                       (select count(*) from plan_prepared_session where round_id = :round) as prepared,
                       (select count(*) from plan_visit where round_id = :round) as visits,
                       (select count(*) from booking where site_id = any(:sites)) as bookings,
                       (select count(*) from session where activity_id = :activity and state = 'PUBLISHED') as sessions,
                       (select count(*) from assignment a join session s on s.id = a.session_id
                         where s.activity_id = :activity) as guided,
                       (select coalesce(max(mails), 0) from mailed) as most,
                       (select coalesce(sum(mails), 0) from mailed) as all
                """)
                .param("recipients", round.recipients().toArray(String[]::new))
                .param("round", round.id())
                .param("sites", round.sites().toArray(Long[]::new))
                .param("activity", round.activity())
                .query((row, n) -> new Seen(
                        row.getString("state"),
                        row.getInt("prepared"),
                        row.getInt("visits"),
                        row.getInt("bookings"),
                        row.getInt("sessions"),
                        row.getInt("guided"),
                        new Mails(row.getInt("most"), row.getInt("all"))))
                .single();
    }

    /** Presses a button, and again until there is an answer, which can then be that it was done already. */
    private void press(String path, String... fields) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                HttpResponse<String> answer = manager.post(path, fields);
                if (answer.statusCode() != 503) {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
                    return;
                }
            } catch (UncheckedIOException e) {
                assertThat(System.nanoTime()).as("still no answer: " + e).isLessThan(until);
            }
            pause(150);
        }
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(until);
            pause(20);
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes schools with a wish for each of their classes of next year, which can all be met, and one whose only class is too large; and a
     * guide who can guide all of them.
     */
    private Round newRound() {
        JdbcClient jdbc = jdbc();
        BookingsFixture bookings = new BookingsFixture(jdbc);
        SchoolYear year = SchoolYear.of(LocalDate.now(Dates.ZONE)).next();
        bookings.holidays(year);
        long activity = bookings.activity();
        long venue = bookings.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, 52.251, 6.161)
                returning id
                """);
        TestSql.update(jdbc, "update activity set venue_id = ? where id = ?", venue, activity);
        Actor guide = bookings.account(Role.PROFESSIONAL, null);
        StaffFixture staff = new StaffFixture(jdbc);
        long skill = staff.skill();
        staff.has(staff.member(guide.accountId()), skill);
        staff.needs(activity, skill, 1);
        long round = bookings.insert("""
                insert into plan_round (school_year, title, opens_on, closes_on, wishes_per_class, invitation, invite_at, made_at)
                values (?, 'Wensen', current_date - 30, current_date - 2, 1, 'Beste collega', now() - interval '30 days', now())
                returning id
                """, year.start());
        TestSql.update(jdbc, "insert into plan_round_activity (round_id, activity_id) values (?, ?)", round, activity);
        jdbc.sql("""
                insert into plan_supply (round_id, activity_id, venue_id, weekdays, opens, closes, first_day, last_day)
                values (?, ?, ?, '{1,2,3,4,5}', '09:00', '14:00', ?, ?)
                """)
                .params(
                        round,
                        activity,
                        venue,
                        year.firstDay().plusMonths(1),
                        year.firstDay().plusMonths(4))
                .update();
        List<Long> sites = new ArrayList<>();
        List<String> recipients = new ArrayList<>(List.of(guide.email()));
        for (int i = 0; i <= SCHOOLS; i++) {
            School school = bookings.school();
            sites.add(school.siteId());
            recipients.add(
                    bookings.account(Role.SCHOOL_COORDINATOR, school.siteId()).email());
            jdbc.sql(
                            "insert into plan_round_school (round_id, site_id, invited_at, done_at) values (?, ?, now(), now())")
                    .params(round, school.siteId())
                    .update();
            boolean isTooLarge = i == SCHOOLS;
            for (int j = 0; j < (isTooLarge ? 1 : CLASSES); j++) {
                int pupils = isTooLarge ? TOO_MANY_PUPILS : PUPILS;
                TestClass group = bookings.schoolClass(school, year.start(), 7, pupils);
                jdbc.sql("""
                        insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                        select ?, site_id, label, 1, '{7}', ?, array[?::bigint], now() from school_class where id = ?
                        """).params(round, pupils, activity, group.id()).update();
            }
        }
        return new Round(round, activity, sites, recipients);
    }

    /** Gives the hub a name and a mailbox, so that mail is delivered; and signs in a programme manager. */
    private void signIn() {
        JdbcClient jdbc = jdbc();
        jdbc.sql("""
                insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC Test', now()), ('DEMO', 'true', now())
                on conflict (key) do update set value = excluded.value
                """).update();
        String secret = Secrets.make();
        jdbc.sql("""
                insert into web_session (secret_hash, account_id, by_link, created_at, seen_at, expires_at)
                values (?, ?, false, now(), now(), now() + interval '8 hours')
                """)
                .params(
                        Secrets.hash(secret),
                        new BookingsFixture(jdbc)
                                .account(Role.PROGRAMME_MANAGER, null)
                                .accountId())
                .update();
        manager = new TestBrowser(program.port(), secret);
        // the program reads its settings every few seconds
        await(() -> manager.get("/").statusCode() == 200);
    }

    private long number(String sql, Object... values) {
        return jdbc().sql(sql).params(values).query(Long.class).single();
    }

    /** Returns the database of the running program; its port differs after every start. */
    private JdbcClient jdbc() {
        try {
            DatabaseAddress database =
                    EmbeddedDatabase.running(data).orElseThrow().program();
            return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
