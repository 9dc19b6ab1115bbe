package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.documents.UploadedFile;
import nl.tec.organisations.Organisations;
import nl.tec.partners.Membership.Kind;
import nl.tec.partners.Memberships.Term;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Memberships and ambassadors count by evidence, from the day it is provided, and never in past years (rules 6). */
@TecTest
class ConnectedByEvidenceTest {

    static final LocalDate TODAY = PartnersFixture.today();

    /** The last day of the previous year. */
    static final LocalDate REPORTED = TODAY.withDayOfYear(1).minusDays(1);

    static final LocalDate LONG_AGO = TODAY.minusYears(3);
    static final UploadedFile SCAN = new UploadedFile("C:\\scans\\getekend.png", PartnersFixture.scan());
    static final UploadedFile NO_SCAN = new UploadedFile("x.pdf", "hallo".getBytes(StandardCharsets.US_ASCII));

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Memberships memberships;

    @Autowired
    Ambassadors ambassadors;

    @Autowired
    Organisations organisations;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    Actor maker;
    long partner;
    long now;
    long reported;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        partner = records.partner();
        now = memberships.connectedOn(TODAY);
        reported = memberships.connectedOn(REPORTED);
    }

    private void counts(long more, long moreReported) {
        assertThat(memberships.connectedOn(TODAY) - now).isEqualTo(more);
        assertThat(memberships.connected(TODAY)).hasSize((int) (now + more));
        assertThat(memberships.connectedOn(REPORTED) - reported).isEqualTo(moreReported);
        assertThat(memberships.connected(REPORTED)).hasSize((int) (reported + moreReported));
    }

    private Membership membership() {
        return memberships
                .find(TestSql.bigint(jdbc, "select max(id) from membership where organisation_id = ?", partner))
                .orElseThrow();
    }

    @Test
    void withoutEvidenceNobodyIsConnected() {
        Term term = new Term(Kind.SIGNATORY, LONG_AGO, null, null);
        assertThat(memberships.connect(partner, term, new Proof.Signed(), maker).at("proof"))
                .as("signed nothing here")
                .isPresent();
        assertThat(memberships
                        .connect(partner, term, new Proof.Paper(NO_SCAN), maker)
                        .at("bestand"))
                .isPresent();
        assertThat(memberships
                        .connect(partner, term, new Proof.Fee(0, TODAY), maker)
                        .at("received"))
                .isPresent();
        assertThat(memberships
                        .connect(partner, term, new Proof.Fee(100, TODAY.plusDays(1)), maker)
                        .at("receivedOn"))
                .isPresent();
        counts(0, 0);
        jdbc.sql("insert into membership (organisation_id, kind, from_day) values (?, 'SIGNATORY', ?)")
                .params(partner, LONG_AGO)
                .update();
        counts(0, 0);
        assertThat(membership().basis()).isEqualTo(new Basis.None());
    }

    @Test
    void paperEvidenceCountsFromTheDayItWasEntered_andShowsByWhom() {
        Term term = new Term(Kind.MEMBER, LONG_AGO, null, null);
        assertThat(memberships
                        .connect(partner, term, new Proof.Paper(SCAN), maker)
                        .any())
                .isFalse();
        counts(1, 0);
        assertThat(memberships.connected(TODAY)).anySatisfy(one -> {
            assertThat(one.organisationId()).isEqualTo(partner);
            assertThat(one.basis()).isEqualTo("PAPER");
        });
        Basis.Paper paper = (Basis.Paper) membership().basis();
        assertThat(paper.who()).isEqualTo(maker.name());
        assertThat(paper.name()).isEqualTo("getekend.png");
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get("/beheer/netwerk/aansluiting/" + membership().id())
                        .body())
                .contains("op papier, ingevoerd op", maker.name(), "/beheer/netwerk/papier/" + paper.documentId());
        assertThat(browser.get("/beheer/netwerk/papier/" + paper.documentId())
                        .headers()
                        .firstValue("Content-Type"))
                .contains("image/png");
        assertThat(browser.get("/beheer/netwerk/papier/999999999").statusCode()).isEqualTo(404);
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .get("/beheer/netwerk/papier/" + paper.documentId())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void pastYearsDoNotChange_whateverIsCorrectedEndedOrStruckOut() {
        records.membership(partner, LONG_AGO);
        counts(1, 1);
        Membership membership = membership();
        memberships.correct(membership.id(), new Term(Kind.MEMBER, TODAY, null, null), "later begonnen", maker);
        counts(1, 1);
        memberships.correct(membership().id(), new Term(Kind.MEMBER, LONG_AGO, LONG_AGO, null), "nooit verder", maker);
        counts(0, 1);
        memberships.strike(membership().id(), "verkeerde organisatie", maker);
        counts(0, 1);
        assertThat(memberships.connected(REPORTED))
                .filteredOn(one -> one.organisationId() == partner)
                .singleElement()
                .extracting(Connected::basis)
                .isEqualTo("STRUCK");
    }

    @Test
    void whoStoppedIsConnectedNoMore_andWasInYearsThatAreOver() {
        records.membership(partner, LONG_AGO);
        counts(1, 1);
        organisations.end(maker, partner, true);
        counts(0, 1);
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/partners/" + partner)
                        .body())
                .contains("Niet aangesloten");
        organisations.end(maker, partner, false);
        counts(1, 1);
    }

    @Test
    void aRenewedTermCountsOnceItHasEvidence() {
        records.membership(partner, TODAY.minusDays(30));
        memberships.end(membership().id(), TODAY.minusDays(1), maker);
        Membership ended = membership();
        counts(0, 0);
        assertThat(memberships.renew(ended.id(), null, maker).any()).isFalse();
        counts(0, 0);
        String page = "/beheer/netwerk/aansluiting/" + membership().id();
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get(page).body()).contains("telt nog niet mee");
        var refused = browser.upload(
                page + "/bewijs", "bestand", Map.of("x.pdf", NO_SCAN.bytes()), "proof", "PAPER", "received", "12,50");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("geen PDF, PNG of JPEG", "12,50");
        assertThat(browser.post(page + "/bewijs", "proof", "").body()).contains("Kies waaruit blijkt");
        assertThat(browser.post(page + "/bewijs", "proof", "FEE", "received", "veel", "receivedOn", "gisteren")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.upload(page + "/bewijs", "bestand", Map.of("x.png", SCAN.bytes()), "proof", "PAPER")
                        .statusCode())
                .isEqualTo(303);
        counts(1, 0);
        assertThat(memberships
                        .prove(membership().id(), new Proof.Fee(100, TODAY), maker)
                        .any())
                .as("once")
                .isTrue();
    }

    @Test
    void anAmbassadorOnPaperNeedsTheScan_andCountsFromToday() {
        long before = ambassadors.count(TODAY);
        long then = ambassadors.count(REPORTED);
        assertThat(ambassadors.add("bakker", "", LONG_AGO, NO_SCAN, maker).at("bestand"))
                .isPresent();
        assertThat(ambassadors.count(TODAY)).isEqualTo(before);
        assertThat(ambassadors.add("bakker", "", LONG_AGO, SCAN, maker).any()).isFalse();
        assertThat(ambassadors.count(TODAY)).isEqualTo(before + 1);
        assertThat(ambassadors.on(TODAY)).hasSize((int) before + 1);
        assertThat(ambassadors.count(REPORTED)).isEqualTo(then);
    }

    @Test
    void theDatabaseEnforcesIt() {
        refused("insert into ambassador (position_nl, position_en, signed_on) values ('x', 'x', '2022-01-01')");
        refused(
                "insert into membership (organisation_id, kind, from_day, taken_over) values (%d, 'MEMBER', '2022-01-01', true)"
                        .formatted(partner));
        long declaration = records.toSign(partner, "Nog niet getekend");
        refused(
                "insert into membership (organisation_id, kind, from_day, declaration_id) values (%d, 'MEMBER', '2022-01-01', %d)"
                        .formatted(partner, declaration));
        memberships.connect(partner, new Term(Kind.MEMBER, LONG_AGO, null, null), new Proof.Paper(SCAN), maker);
        refused("delete from paper_agreement");
        refused("update fee_receipt set cents = 1");
        // the column is computed: writing to it has no effect
        jdbc.sql(
                        "update membership set counted = datemultirange(daterange('2020-01-01', null)) where organisation_id = ?")
                .param(partner)
                .update();
        counts(1, 0);
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update()).isInstanceOf(DataAccessException.class);
    }
}
