package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.partners.Membership.Kind;
import nl.tec.partners.Memberships.Term;
import nl.tec.shared.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Incorrect memberships are corrected or struck out; counts follow, and the old data stays on record (rules 6). */
@TecTest
class MembershipChangesTest {

    static final LocalDate TODAY = PartnersFixture.today();

    static final Proof FEE = new Proof.Fee(25_000, TODAY);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Memberships memberships;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    Actor maker;
    long partner;

    @Autowired
    TransactionTemplate transaction;

    long before;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        partner = records.partner();
        before = memberships.connectedOn(TODAY.minusYears(1));
    }

    private Membership connect(LocalDate from) {
        assertThat(memberships
                        .connect(partner, new Term(Kind.MEMBER, from, null, 25_000L), FEE, maker)
                        .any())
                .isFalse();
        return last();
    }

    private Membership last() {
        return memberships
                .find(TestSql.bigint(jdbc, "select max(id) from membership where organisation_id = ?", partner))
                .orElseThrow();
    }

    private int audited(String action, long id) {
        return TestSql.integer(jdbc, "select count(*) from audit_log where action = ? and subject_id = ?", action, id);
    }

    @Test
    void aWrongDateIsCorrected_andTheCountFollows() {
        Membership membership = connect(TODAY.plusDays(5));
        long now0 = memberships.connectedOn(TODAY);
        Term right = new Term(Kind.CONTRIBUTOR, TODAY.minusYears(2), TODAY.plusYears(1), null);
        assertThat(memberships
                        .correct(membership.id(), right, "jaar verkeerd gelezen", maker)
                        .any())
                .isFalse();
        Membership now = last();
        assertThat(now.kind()).isEqualTo(Kind.CONTRIBUTOR);
        assertThat(now.from()).isEqualTo(TODAY.minusYears(2));
        assertThat(now.feeCents()).as("left as it was").isEqualTo(25_000L);
        assertThat(memberships.connectedOn(TODAY)).isEqualTo(now0 + 1);
        assertThat(memberships.connectedOn(TODAY.minusYears(1)))
                .as("a year that is over")
                .isEqualTo(before);
        assertThat(memberships.changes(partner)).singleElement().satisfies(change -> {
            assertThat(change.event()).isEqualTo(MembershipChange.Event.CORRECTED);
            assertThat(change.kind()).isEqualTo(Kind.MEMBER);
            assertThat(change.from()).isEqualTo(TODAY.plusDays(5));
            assertThat(change.reason()).isEqualTo("jaar verkeerd gelezen");
        });
        assertThat(audited("MEMBERSHIP_CORRECTED", membership.id())).isOne();
    }

    @Test
    void aStruckMembershipNoLongerCounts_butStaysOnRecord() {
        long now = memberships.connectedOn(TODAY);
        Membership membership = connect(TODAY.minusYears(2));
        assertThat(memberships.connectedOn(TODAY)).isEqualTo(now + 1);
        assertThat(memberships.strike(membership.id(), " ", maker).at("why")).isPresent();
        assertThat(memberships
                        .strike(membership.id(), "verkeerde organisatie", maker)
                        .any())
                .isFalse();
        assertThat(memberships.find(membership.id())).isEmpty();
        assertThat(memberships.connectedOn(TODAY)).isEqualTo(now);
        assertThat(memberships.changes(partner))
                .singleElement()
                .extracting(MembershipChange::event)
                .isEqualTo(MembershipChange.Event.STRUCK);
        assertThat(audited("MEMBERSHIP_STRUCK", membership.id())).isOne();
    }

    @Test
    void theDatabaseKeepsTheRecord() {
        Membership membership = connect(TODAY);
        assertThatThrownBy(() -> TestSql.update(jdbc, "delete from membership where id = ?", membership.id()))
                .isInstanceOf(DataAccessException.class);
        memberships.strike(membership.id(), "fout", maker);
        assertThatThrownBy(
                        () -> TestSql.update(jdbc, "delete from membership_change where organisation_id = ?", partner))
                .isInstanceOf(DataAccessException.class);
    }

    /** Of two concurrent changes, the second waits for the first and is validated against its result. */
    @Test
    void aConcurrentlyRenewedMembershipIsNotEnded() throws Exception {
        Membership membership = connect(TODAY.minusYears(1));
        memberships.end(membership.id(), TODAY.plusDays(10), maker);
        CountDownLatch renewed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            assertThat(memberships.renew(membership.id(), null, maker).any()).isFalse();
            renewed.countDown();
            waitFor(asked);
            await().until(this::somebodyWaits);
        }));
        renewed.await();
        CompletableFuture<Problems> second = CompletableFuture.supplyAsync(() -> {
            asked.countDown();
            return memberships.end(membership.id(), TODAY.plusDays(2), maker);
        });
        first.get(60, TimeUnit.SECONDS);
        assertThat(second.get(60, TimeUnit.SECONDS).at("last")).isPresent();
        assertThat(memberships.find(membership.id()).orElseThrow().until()).isEqualTo(TODAY.plusDays(10));
    }

    private boolean somebodyWaits() {
        return jdbc.sql("""
                select exists (select from pg_stat_activity
                                where datname = current_database() and wait_event_type = 'Lock' and query like '%membership%')
                """).query(Boolean.class).single();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTermThatIsRenewedOrWouldOverlapIsRefused() {
        Membership first = connect(TODAY.minusYears(2));
        memberships.end(first.id(), TODAY.minusDays(10), maker);
        Membership second = connect(TODAY);
        Term over = new Term(Kind.MEMBER, TODAY.minusDays(20), null, null);
        assertThat(memberships.correct(second.id(), over, "eerder", maker).at("from"))
                .isPresent();
        assertThat(memberships.changes(partner)).as("nothing happened").isEmpty();
        Membership ended = memberships.find(first.id()).orElseThrow();
        assertThat(memberships
                        .correct(ended.id(), new Term(Kind.MEMBER, ended.from(), ended.until(), null), "x", maker)
                        .any())
                .as("nothing changed")
                .isTrue();
        memberships.end(second.id(), TODAY.plusDays(10), maker);
        memberships.renew(second.id(), null, maker);
        Membership renewed = memberships.find(second.id()).orElseThrow();
        assertThat(memberships.strike(renewed.id(), "fout", maker).any()).isTrue();
        assertThat(memberships
                        .correct(renewed.id(), new Term(Kind.MEMBER, TODAY, null, null), "fout", maker)
                        .at("until"))
                .isPresent();
        assertThat(memberships.strike(last().id(), "fout", maker).any()).isFalse();
        assertThat(memberships.find(second.id()).orElseThrow().renewed()).isFalse();
    }

    @Test
    void thePagePreservesInput_andIsForTheProgrammeManagerOnly() {
        Membership membership = connect(TODAY);
        String page = "/beheer/netwerk/aansluiting/" + membership.id();
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get(page).body()).contains(TODAY.toString());
        var refused = browser.post(
                page + "/verbeteren", "kind", "MEMBER", "from", "2021-03-04", "until", "gisteren", "reason", "typfout");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("2021-03-04", "typfout", "until-error");
        assertThat(browser.post(page + "/doorstrepen", "why", "").statusCode()).isEqualTo(422);
        assertThat(browser.post(page + "/doorstrepen", "why", "verkeerd bedrijf")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/beheer/partners/" + partner).body()).contains("Doorgestreept", "verkeerd bedrijf");
        assertThat(browser.get(page).statusCode()).isEqualTo(404);
        assertThat(accounts.signedIn(Role.BOARD).browser().get(page).statusCode())
                .isEqualTo(403);
    }
}
