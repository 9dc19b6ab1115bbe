package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.partners.Membership.Kind;
import nl.tec.partners.Memberships.Term;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 6: a membership that was entered wrong is corrected or struck out; counts follow, and what it was stays on record. */
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
                .findMembership(jdbc.sql("select max(id) from membership where organisation_id = ?")
                        .param(partner)
                        .query(Long.class)
                        .single())
                .orElseThrow();
    }

    private int audited(String action, long id) {
        return jdbc.sql("select count(*) from audit_log where action = ? and subject_id = ?")
                .params(action, id)
                .query(Integer.class)
                .single();
    }

    @Test
    void aWrongDateIsCorrected_andTheCountFollows() {
        Membership membership = connect(TODAY.plusDays(5));
        long now0 = memberships.connectedOn(TODAY);
        Term right = new Term(Kind.CONTRIBUTOR, TODAY.minusYears(2), TODAY.plusYears(1), null);
        assertThat(memberships
                        .correct(membership, right, "jaar verkeerd gelezen", maker)
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
    void whatIsStruckOutCountsNoMore_andStaysOnRecord() {
        long now = memberships.connectedOn(TODAY);
        Membership membership = connect(TODAY.minusYears(2));
        assertThat(memberships.connectedOn(TODAY)).isEqualTo(now + 1);
        assertThat(memberships.strike(membership, " ", maker).at("why")).isPresent();
        assertThat(memberships
                        .strike(membership, "verkeerde organisatie", maker)
                        .any())
                .isFalse();
        assertThat(memberships.findMembership(membership.id())).isEmpty();
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
        assertThatThrownBy(() -> jdbc.sql("delete from membership where id = ?")
                        .param(membership.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        memberships.strike(membership, "fout", maker);
        assertThatThrownBy(() -> jdbc.sql("delete from membership_change where organisation_id = ?")
                        .param(partner)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aTermThatIsRenewedOrWouldOverlapIsRefused() {
        Membership first = connect(TODAY.minusYears(2));
        memberships.end(first, TODAY.minusDays(10), maker);
        Membership second = connect(TODAY);
        Term over = new Term(Kind.MEMBER, TODAY.minusDays(20), null, null);
        assertThat(memberships.correct(second, over, "eerder", maker).at("from"))
                .isPresent();
        assertThat(memberships.changes(partner)).as("nothing happened").isEmpty();
        Membership ended = memberships.findMembership(first.id()).orElseThrow();
        assertThat(memberships
                        .correct(ended, new Term(Kind.MEMBER, ended.from(), ended.until(), null), "x", maker)
                        .any())
                .as("nothing changed")
                .isTrue();
        memberships.end(second, TODAY.plusDays(10), maker);
        memberships.renew(memberships.findMembership(second.id()).orElseThrow(), null, maker);
        Membership renewed = memberships.findMembership(second.id()).orElseThrow();
        assertThat(memberships.strike(renewed, "fout", maker).any()).isTrue();
        assertThat(memberships
                        .correct(renewed, new Term(Kind.MEMBER, TODAY, null, null), "fout", maker)
                        .at("until"))
                .isPresent();
        assertThat(memberships.strike(last(), "fout", maker).any()).isFalse();
        assertThat(memberships.findMembership(second.id()).orElseThrow().renewed())
                .isFalse();
    }

    @Test
    void thePageKeepsWhatWasTyped_andOnlyTheProgrammeMakerHasIt() {
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
