package nl.tec.steering;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.employers.EmployersFixture;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.reach.CohortReach;
import nl.tec.results.ResultsFixture;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.steering.Fact.Mark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** The ten conditions for success (requirement G3): evidence for each, judged by the board only, once a year, never overwritten. */
@TecTest
class ConditionsTest {

    @Autowired
    Conditions conditions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    OfferAnswers answers;

    @Autowired
    CohortReach reach;

    @Autowired
    HubSettings hub;

    private List<Fact> facts(Condition condition) {
        return conditions.facts(year(), Texts.DUTCH).getOrDefault(condition, List.of());
    }

    private int year() {
        return conditions.years().get(0);
    }

    @Test
    void thereAreTenAndEachHasEvidenceOrSaysWhyNot() {
        for (int year : conditions.years()) {
            Map<Condition, List<Fact>> facts = conditions.facts(year, Texts.DUTCH);
            assertThat(facts).hasSize(10);
            facts.forEach((condition, list) -> {
                assertThat(list).as(condition.name()).isNotEmpty();
                assertThat(list).allSatisfy(fact -> {
                    assertThat(fact.label()).isNotBlank();
                    assertThat(fact.value()).isNotBlank();
                    assertThat(fact.mark() != Mark.NOT_MEASURED || !fact.note().isBlank())
                            .as("why " + fact.label() + " is not measured")
                            .isTrue();
                });
            });
        }
    }

    @Test
    void satisfactionSaysThatItIsNotMeasuredUntilItIs() {
        Fact satisfaction = facts(Condition.PROFESSIONALS).stream()
                .filter(fact -> fact.href() != null && fact.href().startsWith("/resultaten/tevredenheid"))
                .findFirst()
                .orElseThrow();
        assertThat(satisfaction.mark()).isEqualTo(Mark.NOT_MEASURED);
        assertThat(satisfaction.note()).contains("Doel: 7").contains("nog geen");
    }

    @Test
    void evidenceOfTheNetworkCountsWhoIsConnectedOnThatDay() {
        long before = companies();
        jdbc.sql("""
                with company as (insert into organisation (kind, name, invented) values ('COMPANY', 'Bewijs BV', true) returning id),
                receipt as (
                  insert into fee_receipt (cents, received_on, recorded_at, account_id)
                  values (100, make_date(:year, 6, 1), make_date(:year, 6, 1), :account) returning id)
                insert into membership (organisation_id, kind, from_day, fee_receipt_id, recorded_at)
                select company.id, 'MEMBER', make_date(:year, 6, 1), receipt.id, make_date(:year, 6, 1) from company, receipt
                """)
                .param("year", year())
                .param("account", accounts.signedIn(Role.BOARD).actor().accountId())
                .update();
        assertThat(companies()).isEqualTo(before + 1);
    }

    @Test
    void theMoneyOfTheRunUpIsInTheBudget() {
        int year = hub.number(HubSettings.Setting.FIRST_SCHOOL_YEAR) + 1;
        List<Long> lines = new ArrayList<>();
        long source = jdbc.sql("insert into funding_source (name, kind) values (?, 'GRANT') returning id")
                .param("Bewijs " + System.nanoTime())
                .query(Long.class)
                .single();
        try {
            lines.add(line(year, "COST", null));
            int before = part("Geld voor de eerste vijf jaar", Condition.RUN_UP);
            lines.add(line(year, "COVER", source));
            lines.add(line(year, "COVER", source));
            assertThat(part("Geld voor de eerste vijf jaar", Condition.RUN_UP)).isEqualTo(before + 1);
        } finally {
            lines.forEach(id ->
                    jdbc.sql("delete from budget_line where id = ?").param(id).update());
            jdbc.sql("delete from funding_source where id = ?").param(source).update();
        }
    }

    private long line(int year, String kind, @Nullable Long source) {
        return jdbc.sql("""
                insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty)
                select id, :year, :kind, case :kind when 'COST' then 'STAFF' end, :source, 'Proef', 1000000000000, 'COMMITTED'
                  from budget_scenario where plan returning id
                """)
                .param("year", year)
                .param("kind", kind)
                .param("source", source)
                .query(Long.class)
                .single();
    }

    @Test
    void theProgrammeOfNeighboursIsEvidenceOfWorkingTogether() {
        int before = part("Techhubs van wie we het programma laten zien", Condition.NEIGHBOURS);
        long hubNextDoor = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('HUB', 'Techniek Verderop', true) returning id");
        jdbc.sql("""
                insert into neighbour (organisation_id, address, city, added_at, next_at, read_at)
                values (?, 'https://verderop.example', 'Verderop', now(), now() + interval '1 day', now())
                """).param(hubNextDoor).update();
        try {
            assertThat(part("Techhubs van wie we het programma laten zien", Condition.NEIGHBOURS))
                    .isEqualTo(before + 1);
        } finally {
            TestSql.update(jdbc, "delete from neighbour where organisation_id = ?", hubNextDoor);
        }
    }

    /** Returns the number of a fact; of a share the part. */
    private int part(String label, Condition condition) {
        int last = conditions.years().get(conditions.years().size() - 1);
        String value = conditions.facts(last, Texts.DUTCH).getOrDefault(condition, List.of()).stream()
                .filter(fact -> fact.label().equals(label))
                .findFirst()
                .orElseThrow()
                .value();
        return Integer.parseInt(value.replaceAll(".*[(]| van .*", ""));
    }

    /** Rules 2.2: the condition is about pupils, so a second visit of the same class adds nothing. */
    @Test
    void evidenceOfTheVisitsCountsPupilsAndNotVisits() {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        long before = pupils();
        BookingsFixture.TestClass seven = bookingsFixture.schoolClass(bookingsFixture.school(), year(), 7, 25);
        jdbc.sql(
                        "insert into municipality (code, name, holiday_region) values (?, 'Deventer', 'NOORD') on conflict do nothing")
                .param(hub.municipalities().get(0))
                .update();
        jdbc.sql("""
                update organisation set municipality_code = ? where id = (
                  select c.site_id from class_part p join school_class c on c.id = p.class_id where p.id = ?)
                """).params(hub.municipalities().get(0), seven.partId()).update();
        for (int month : List.of(10, 11)) {
            Instant start = LocalDate.of(year(), month, 3)
                    .atTime(9, 0)
                    .atZone(Dates.ZONE)
                    .toInstant();
            long session = bookingsFixture.session(bookingsFixture.activity(), start, 30, 1);
            jdbc.sql("""
                    insert into attendance (session_id, held_on, class_part_id, audience, head_count, recorded_at)
                    select id, (starts_at at time zone 'Europe/Amsterdam')::date, ?, 'PO', 24, now() from session where id = ?
                    """).params(seven.partId(), session).update();
            reach.recomputeSession(session);
        }
        assertThat(pupils()).isEqualTo(before + 24);
    }

    private long pupils() {
        String value = facts(Condition.FOCUS).stream()
                .filter(fact -> fact.label().startsWith("Leerlingen uit groep 5"))
                .findFirst()
                .orElseThrow()
                .value();
        return value.contains("van") ? Long.parseLong(value.replaceAll(".* van |\\)|\\.", "")) : 0;
    }

    /** Rules 2.7: past years stay. */
    @Test
    void aSchoolThatMovesOrClosesStaysInTheEvidenceOfTheYearsBefore() {
        int past = 2007;
        ResultsFixture town = new ResultsFixture(jdbc);
        String municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, town.code);
        try {
            long moves = town.school();
            long closes = town.school();
            town.school();
            for (long school : List.of(moves, closes)) {
                reach.recomputeSession(
                        town.visit(ResultsFixture.autumn(past), town.wholeClass(school, 7, past, 25), 20));
            }
            Map<Condition, List<Fact>> before = conditions.facts(past, Texts.DUTCH);
            jdbc.sql("update organisation set municipality_code = ? where id = ?")
                    .params(new ResultsFixture(jdbc).code, moves)
                    .update();
            TestSql.update(jdbc, "update organisation set ended_on = current_date where id = ?", closes);
            Map<Condition, List<Fact>> after = conditions.facts(past, Texts.DUTCH);
            assertThat(after.get(Condition.FOCUS)).isEqualTo(before.get(Condition.FOCUS));
            assertThat(after.get(Condition.BOARDS)).isEqualTo(before.get(Condition.BOARDS));
        } finally {
            hub.set(Setting.MUNICIPALITIES, municipalities);
        }
    }

    @Test
    void evidenceOfCompaniesCountsThemAsTheKpiDoes() {
        long before = companies();
        long partner = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', 'Levert BV', true) returning id");
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", partner);
        promise(partner, year(), "ACCEPTED", 1000, 0);
        LocalDate today = LocalDate.now(Dates.ZONE);
        LocalDate last = LocalDate.of(year(), 12, 31);
        jdbc.sql("""
                insert into contribution_delivery (contribution_id, day, amount, evidence, source, state, recorded_at)
                select id, ?, 1000, 'Overgemaakt', 'HUB', 'ACCEPTED', now() from contribution where organisation_id = ?
                """).params(today.isBefore(last) ? today : last, partner).update();
        assertThat(companies()).as("by a delivery alone").isEqualTo(before + 1);
    }

    @Test
    void openRequestsDoNotCountAsRefused() {
        int year = SchoolYear.of(Dates.dayOf(Instant.now())).start();
        Company company = employersFixture.company();
        School school = employersFixture.bookingsFixture().school();
        LocalDate day = EmployersFixture.day(20);
        String before = yeses(year);
        long asked = employersFixture.ask(
                employersFixture.offer(company, Plan.tour()), school, employersFixture.group7(school, day), day);
        assertThat(yeses(year)).isEqualTo(before);
        answers.decline(new OfferAnswers.ById(asked, company.partner()), "We verbouwen.");
        assertThat(yeses(year)).isNotEqualTo(before);
    }

    private String yeses(int year) {
        return conditions.facts(year, Texts.DUTCH).getOrDefault(Condition.COMPANIES, List.of()).stream()
                .filter(fact -> fact.label().startsWith("Vragen van scholen"))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void promisesCountInEuros_onlyWhatWasAcceptedAndNeverMoreThanWasPromised() {
        int far = year();
        long partner = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', 'Belofte BV', true) returning id");
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", partner);
        promise(partner, far, "ACCEPTED", 30_000, 45_000);
        promise(partner, far, "ACCEPTED", 30_000, 15_000);
        promise(partner, far, "PROPOSED", 99_000, 0);
        assertThat(jdbc.sql("""
                select sum(delivered_cents) || ' of ' || sum(promised_cents) from partners_promise_v where organisation_id = ?
                """).param(partner).query(String.class).single()).isEqualTo("45000 of 60000");
        assertThat(promises()).matches("\\d+% \\(€\u00a0[\\d.]+ van €\u00a0[\\d.]+\\)");
    }

    private String promises() {
        return facts(Condition.COMMITMENT).stream()
                .filter(fact -> fact.label().startsWith("Toezeggingen van partners"))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }

    /** Adds a promise and its delivery, in cents. */
    private void promise(long partner, int year, String state, long cents, long delivered) {
        jdbc.sql("""
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, delivered, declared_at)
                values (?, ?, 'MONEY', 'EURO', 'Geld', ?, 100, make_date(?, 12, 31), ?, ?, now())
                """).params(partner, year, cents, year, state, delivered).update();
    }

    @Test
    void declarationsCountWhenTheyWereOpened_andAsSignedWhenTheyAreComplete() {
        String slug = "bewijs-" + System.nanoTime();
        jdbc.sql("""
                insert into declaration (kind, slug, opened_at, created_at)
                values ('INTENT', ?, make_date(?, 3, 1), make_date(?, 3, 1))
                """).params(slug, year(), year()).update();
        assertThat(facts(Condition.COMMITMENT))
                .filteredOn(fact -> fact.label().equals("Verklaringen die door iedereen zijn getekend"))
                .extracting(Fact::value)
                .allSatisfy(value -> assertThat(value).matches("\\d+% \\(\\d+ van \\d+\\)"))
                .hasSize(1);
    }

    private long companies() {
        return facts(Condition.COMPANIES).stream()
                .filter(fact -> fact.label().equals("Aangesloten bedrijven"))
                .mapToLong(fact -> Long.parseLong(fact.value()))
                .findFirst()
                .orElseThrow();
    }

    /** The conditions are those of any hub; where they come from is shown in the demo hub only. */
    @Test
    void noHubSaysThatItIsAnother() {
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/voortgang/voorwaarden")
                        .body())
                .contains("de techhubs in de buurt")
                .doesNotContain("Zutphen", "Apeldoorn", "Stedendriehoek");
    }

    @Test
    void onlyTheBoardJudges() {
        for (Role role : List.of(Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)) {
            assertThat(accounts.signedIn(role)
                            .browser()
                            .post(
                                    "/voortgang/voorwaarden/focus",
                                    "jaar",
                                    Integer.toString(year()),
                                    "verdict",
                                    "MET",
                                    "reasons",
                                    "Zomaar")
                            .statusCode())
                    .as(role.name())
                    .isEqualTo(403);
            assertThat(accounts.signedIn(role)
                            .browser()
                            .get("/voortgang/voorwaarden/focus")
                            .body())
                    .doesNotContain("Leg het oordeel vast");
        }
        Actor maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        assertThatThrownBy(() -> conditions.judge(Condition.FOCUS, year(), Verdict.MET, "Zomaar", null, maker))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(conditions.judgements(Condition.FOCUS)).isEmpty();
    }

    @Test
    void thereIsOneJudgementPerYear_andACorrectionKeepsTheOld() {
        Actor board = accounts.signedIn(Role.BOARD).actor();
        int year = year();
        long first = done(conditions.judge(Condition.CARE, year, Verdict.MET, "Alles geregeld", null, board));
        assertThat(reasons(conditions.judge(Condition.CARE, year, Verdict.NOT, "Toch niet", null, board)))
                .containsExactly("steering.problem.judged");
        long second =
                done(conditions.judge(Condition.CARE, year, Verdict.PARTLY, "De bus kwam niet altijd", first, board));
        // the first was corrected already
        assertThat(reasons(conditions.judge(Condition.CARE, year, Verdict.NOT, "Nog eens", first, board)))
                .containsExactly("steering.problem.judged");
        // a judgement of another year or condition can't be corrected here
        assertThat(reasons(conditions.judge(Condition.CARE, year + 1, Verdict.NOT, "Ander jaar", second, board)))
                .containsExactly("steering.problem.judged");
        assertThat(conditions.judgements(Condition.CARE))
                .extracting(BoardJudgement::id, BoardJudgement::replaced)
                .containsExactly(tuple(second, false), tuple(first, true));
        assertThat(conditions
                        .judgements()
                        .getOrDefault(Condition.CARE, Map.of())
                        .values())
                .extracting(BoardJudgement::verdict)
                .containsExactly(Verdict.PARTLY);
        assertThat(conditions.judgements(Condition.CARE).get(0).evidence()).isNotEmpty();
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/voortgang/voorwaarden/ontzorgen?jaar=" + year)
                        .body())
                .as("a correction begins with what stands")
                .contains("De bus kwam niet altijd</textarea>", "value=\"PARTLY\" selected");
        assertThatThrownBy(() ->
                        TestSql.update(jdbc, "update condition_judgement set verdict = 'MET' where id = ?", second))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> TestSql.update(jdbc, "delete from condition_judgement where id = ?", second))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void ofTwoMembersOfTheBoardAtOnceOneIsFirst() throws Exception {
        Actor board = accounts.signedIn(Role.BOARD).actor();
        List<Outcome<Long>> saved = Together.run(
                4, i -> conditions.judge(Condition.BOARDS, year(), Verdict.PARTLY, "Tegelijk", null, board));
        assertThat(saved).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    }

    @Test
    void aRefusedJudgementKeepsWhatWasTyped() {
        HttpResponse<String> page = accounts.signedIn(Role.BOARD)
                .browser()
                .post(
                        "/voortgang/voorwaarden/aanloop",
                        "jaar",
                        Integer.toString(year()),
                        "verdict",
                        "",
                        "reasons",
                        "Een lang verhaal");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Kies een oordeel").contains("Een lang verhaal");
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/voortgang/voorwaarden?jaar=1999")
                        .statusCode())
                .isEqualTo(404);
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/voortgang/voorwaarden/bestaat-niet")
                        .statusCode())
                .isEqualTo(404);
    }
}
