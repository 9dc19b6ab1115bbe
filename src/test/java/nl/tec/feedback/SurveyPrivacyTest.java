package nl.tec.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.tec.TecTest;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.WholeDatabase;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.feedback.Answering.Outcome;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rules 8.5: not even the database together with the log of the web server reveals who answered what. That log has an address,
 * a link and a second for every answer; so the database must have neither the choices of a moment, nor an order, nor a
 * time (decision 0025).
 */
@TecTest
class SurveyPrivacyTest {

    @Autowired
    FeedbackFixture feedback;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    List<StateSource> states;

    @Autowired
    @Qualifier("countAnswers") RecurringJob countJob;

    private JdbcClient owner;
    private long activity;
    private School school;

    @BeforeEach
    void school() {
        owner = TestDatabase.owner(environment);
        owner.sql("delete from survey_sealed_answer").update();
        activity = feedback.bookings.activity();
        school = feedback.bookings.school();
    }

    @Test
    void noColumnHasATimeFinerThanTheDay_orAnOrder_orAPersonWithAnAnswer() {
        assertThat(columns("survey_sealed_answer"))
                .isEqualTo(Map.of("id", "uuid", "key_id", "uuid", "sealed_on", "date", "content", "bytea"));
        assertThat(columns("survey_block"))
                .isEqualTo(Map.of(
                        "id",
                        "uuid",
                        "survey_id",
                        "bigint",
                        "half",
                        "date",
                        "counted_on",
                        "date",
                        "answers",
                        "integer"));
        assertThat(columns("survey_block_session")).isEqualTo(Map.of("block_id", "uuid", "session_id", "bigint"));
        assertThat(columns("survey_block_choice"))
                .isEqualTo(
                        Map.of("block_id", "uuid", "position", "integer", "choice", "integer", "answers", "integer"));
        assertThat(columns("survey_words"))
                .isEqualTo(Map.of(
                        "id",
                        "uuid",
                        "block_id",
                        "uuid",
                        "words",
                        "text",
                        "state",
                        "text",
                        "decided_on",
                        "date",
                        "decided_by",
                        "bigint"));
        assertThat(columns("survey_turnout"))
                .isEqualTo(Map.of("session_id", "bigint", "audience", "text", "answers", "integer"));
        assertThat(owner.sql("""
                        select c.relname from pg_class c join pg_depend d on d.objid = c.oid
                         where c.relkind = 'S' and d.refobjid in ('survey_sealed_answer'::regclass, 'survey_block'::regclass,
                               'survey_words'::regclass, 'survey_turnout'::regclass)
                        """).query(String.class).list())
                .as("numbers in the order of arrival")
                .isEmpty();
        assertThat(owner.sql("""
                        select conrelid::regclass::text from pg_constraint
                         where contype = 'f' and confrelid in ('survey_sealed_answer'::regclass, 'survey_turnout'::regclass)
                        """).query(String.class).list())
                .as("what leads to an answer")
                .isEmpty();
    }

    @Test
    void anAnswerChangesNothingInTheDatabaseThatSaysWhatItWas() throws IOException {
        long session = feedback.visit(activity, school, 20);
        Map<String, Long> before = rows();
        assertThat(feedback.answer(session, SurveyAudience.TEACHER, 3, "Zwaluwstaart"))
                .isInstanceOf(Outcome.Thanks.class);
        assertThat(feedback.answer(session, SurveyAudience.TEACHER, 9, "")).isInstanceOf(Outcome.Thanks.class);
        Map<String, Long> after = rows();
        before.forEach((table, count) -> assertThat(after.getOrDefault(table, 0L) - count)
                .as("rows in " + table + ": no mail, no event, no entry in a log")
                .isEqualTo(
                        switch (table) {
                            case "survey_sealed_answer" -> 2L;
                            case "survey_turnout" -> 1L;
                            default -> 0L;
                        }));
        List<String> sealed =
                TestSql.list(jdbc, String.class, "select encode(content, 'hex') from survey_sealed_answer");
        assertThat(sealed).hasSize(2).allMatch(content -> content.length() == 2 * 1052);
        // the key decrypts them, and is not in the database
        Stream<String> secrets = Files.readAllLines(keys()).stream()
                .map(line -> line.split(" ")[1])
                .flatMap(key -> Stream.of(
                        key, HexFormat.of().formatHex(Base64.getDecoder().decode(key))));
        assertThat(new WholeDatabase(environment)
                        .findInDatabase(Stream.concat(Stream.of("Zwaluwstaart"), secrets)
                                .toArray(String[]::new)))
                .allSatisfy((words, where) ->
                        assertThat(where).as("where %s is, in clear", words).isEmpty());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys())))
                .isEqualTo("rw-------");
    }

    @Test
    void theNightCountsFive_andLeavesNoOrderAndNoAnswer() throws IOException {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 1, 2, 3, 4);
        Set<String> keysBefore = new HashSet<>(Files.readAllLines(keys()));
        feedback.answer(session, SurveyAudience.PUPIL, 5, "Nachtegaal");
        feedback.answer(session, SurveyAudience.TEACHER, 2, "");
        List<String> ids = TestSql.list(jdbc, String.class, "select id::text from survey_sealed_answer order by ctid");

        feedback.count();

        assertThat(TestSql.list(
                        jdbc,
                        Integer.class,
                        "select b.answers from survey_block b join survey_block_session s on s.block_id = b.id where s.session_id = ?",
                        session))
                .containsExactly(5);
        assertThat(TestSql.list(jdbc, String.class, "select id::text from survey_sealed_answer"))
                .as("the teacher waits, under another number")
                .hasSize(1)
                .doesNotContainAnyElementsOf(ids);
        assertThat(jdbc.sql("""
                        select count(distinct x::text) from (
                          select b.xmin as x from survey_block b join survey_block_session s on s.block_id = b.id where s.session_id = :session
                          union all select w.xmin from survey_words w join survey_block_session s on s.block_id = w.block_id
                                     where s.session_id = :session
                          union all select xmin from survey_sealed_answer) t
                        """).param("session", session).query(Integer.class).single())
                .as("all of a count is of one transaction, what waits too")
                .isEqualTo(1);
        feedback.count();
        feedback.count();
        assertThat(new HashSet<>(Files.readAllLines(keys())))
                .as("keys of before are destroyed")
                .doesNotContainAnyElementsOf(keysBefore);
    }

    @Test
    void countedAnswersCannotBeSeparated() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 1, 2, 3, 4, 5);
        feedback.count();
        String block =
                TestSql.text(jdbc, "select block_id::text from survey_block_session where session_id = ?", session);
        for (String statement : List.of(
                "update survey_block set answers = 6",
                "delete from survey_block_choice",
                "delete from survey_block_session",
                "insert into survey_block_choice select id, 1, 9, 1 from survey_block where id = '" + block + "'",
                "insert into survey_block select gen_random_uuid(), survey_id, half, counted_on, 4 from survey_block where id = '"
                        + block + "'",
                "insert into survey_block select gen_random_uuid(), survey_id, half, counted_on, 5 from survey_block where id = '"
                        + block + "'",
                "update survey_question set text_nl = 'Anders'",
                "update survey set faces = '{1,2,3,4,5}'")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update()).as(statement).isInstanceOf(RuntimeException.class);
        }
    }

    /** After a crash in the middle of the count, or an error, everything is still in the box. */
    @Test
    void aCountThatFailsLosesNothing_andOneSpoiledAnswerDoesNotStopTheOthers() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 1, 1, 1, 1, 1);
        owner.sql("""
                create function in_the_way() returns trigger language plpgsql as 'begin raise exception ''in the way''; end';
                create trigger in_the_way before insert on survey_block_choice for each row execute function in_the_way();
                """).update();
        try {
            assertThatThrownBy(feedback::count).hasMessageContaining("in the way");
            assertThatThrownBy(feedback::count).hasMessageContaining("in the way");
            assertThatThrownBy(feedback::count).hasMessageContaining("in the way");
        } finally {
            TestSql.update(owner, "drop trigger in_the_way on survey_block_choice; drop function in_the_way()");
        }
        assertThat(TestSql.integer(jdbc, "select count(*) from survey_sealed_answer"))
                .isEqualTo(5);
        feedback.answer(session, SurveyAudience.PUPIL, 5, "Egel");
        owner.sql(
                        "update survey_sealed_answer set content = set_byte(content, 400, 1 - sign(get_byte(content, 400))::int) where id = (select max(id::text)::uuid from survey_sealed_answer)")
                .update();
        feedback.count();
        assertThat(TestSql.list(
                        jdbc,
                        Integer.class,
                        "select b.answers from survey_block b join survey_block_session s on s.block_id = b.id where s.session_id = ?",
                        session))
                .containsExactly(5);
    }

    @Test
    void anAnswerGivenDuringTheCountIsCountedTheNextTime() throws Exception {
        long session = feedback.visit(activity, school, 200);
        Thread class7 = new Thread(() -> {
            for (int i = 0; i < 60; i++) {
                feedback.pupils(session, 4);
            }
        });
        class7.start();
        while (class7.isAlive()) {
            feedback.count();
        }
        class7.join();
        feedback.count();
        feedback.countAfter(8);
        int counted = TestSql.integer(
                jdbc,
                "select coalesce(sum(b.answers), 0) from survey_block b join survey_block_session s on s.block_id = b.id where s.session_id = ?",
                session);
        int waiting = TestSql.integer(jdbc, "select count(*) from survey_sealed_answer");
        assertThat(counted + waiting).isEqualTo(60);
        assertThat(waiting).isLessThan(5);
    }

    @Test
    void anAnswerThatIsNotCommittedDuringTwoCountsKeepsItsKey() throws Exception {
        long session = feedback.visit(activity, school, 20);
        Thread counts = new Thread(() -> {
            feedback.count();
            feedback.count();
        });
        transaction.executeWithoutResult(status -> {
            feedback.pupils(session, 4);
            counts.start();
            while (counts.isAlive() && !waitsForLock()) {
                Thread.onSpinWait();
            }
        });
        counts.join();
        feedback.pupils(session, 4, 4, 4, 4);
        feedback.count();
        assertThat(TestSql.integer(jdbc, "select count(*) from survey_sealed_answer"))
                .isZero();
    }

    /** Each node has keys of its own, and counts what was answered there. */
    @Test
    void everyNodeCountsItsOwnAnswers_andWhatNoneCountsForDaysIsOnTheStatePage() {
        long session = feedback.visit(activity, school, 20);
        feedback.pupils(session, 1, 2, 3, 4, 5);
        owner.sql("update survey_sealed_answer set key_id = gen_random_uuid()").update();
        feedback.count();
        assertThat(TestSql.integer(jdbc, "select count(*) from survey_sealed_answer"))
                .as("another node has their key")
                .isEqualTo(5);
        assertThat(uncounted()).isEmpty();
        sealed(4);
        assertThat(uncounted()).singleElement().satisfies(check -> {
            assertThat(check.level()).isEqualTo(StateCheck.Level.BAD);
            assertThat(check.text()).startsWith("5 antwoorden op vragenlijsten zijn al dagen niet geteld");
        });
        sealed(11);
        assertThat(uncounted()).extracting(StateCheck::level).containsExactly(StateCheck.Level.NOTE);
        assertThat(countJob.everyNode()).isTrue();
    }

    private void sealed(int daysAgo) {
        TestSql.update(
                owner,
                "update survey_sealed_answer set sealed_on = ?",
                LocalDate.now(Dates.ZONE).minusDays(daysAgo));
    }

    private List<StateCheck> uncounted() {
        return states.stream()
                .flatMap(source -> source.look().stream())
                .filter(check -> check.key().equals("survey-answers"))
                .toList();
    }

    private boolean waitsForLock() {
        return owner.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    private Map<String, String> columns(String table) {
        Map<String, String> columns = new TreeMap<>();
        owner.sql(
                        "select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = ?")
                .param(table)
                .query(row -> {
                    columns.put(row.getString(1), row.getString(2));
                });
        return columns;
    }

    private List<String> tables() {
        return TestSql.list(
                owner, String.class, "select tablename from pg_tables where schemaname = 'public' order by 1");
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        tables().forEach(table -> rows.put(
                table,
                owner.sql("select count(*) from " + table).query(Long.class).single()));
        return rows;
    }

    private Path keys() {
        return Path.of(environment.getRequiredProperty("tec.data")).resolve("survey.keys");
    }
}
