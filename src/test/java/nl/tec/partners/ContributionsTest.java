package nl.tec.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.partners.Contribution.Standing;
import nl.tec.partners.ContributionOverview.Which;
import nl.tec.partners.Partners.Order;
import nl.tec.partners.internal.AnnualStatementMails;
import nl.tec.partners.internal.LateReminders;
import nl.tec.partners.internal.VisitCounting;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.web.TaskSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contributions (rules 6): declared, delivered and outstanding amounts, their worth, funding, visits and reminders. */
@TecTest
class ContributionsTest {

    static final int YEAR = PartnersFixture.today().getYear();
    static final LocalDate TODAY = PartnersFixture.today();

    /** A moment in the past; early on 1 January it is in the year before. */
    static final Instant PAST = Instant.now().minus(5, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);

    static final int PAST_YEAR = Dates.dayOf(PAST).getYear();

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Contributions contributions;

    @Autowired
    Partners partners;

    @Autowired
    Memberships memberships;

    @Autowired
    VisitCounting visits;

    @Autowired
    LateReminders reminders;

    @Autowired
    ContributionOverview overview;

    @Autowired
    AnnualStatementMails statements;

    @Autowired
    HubSettings hub;

    @Autowired
    List<TaskSource> tasks;

    @Autowired
    JdbcClient jdbc;

    PartnersFixture records;
    Actor maker;
    SignedIn ours;
    Actor own;
    long partner;

    @BeforeEach
    void make() {
        records = new PartnersFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        partner = records.partner();
        ours = accounts.signedIn(Membership.of(Role.PARTNER, partner));
        own = ours.actor();
    }

    private long declare(Actor by, String kind, String unit, String amount, String worth) {
        return declare(YEAR, by, kind, unit, amount, worth);
    }

    private long declare(int year, Actor by, String kind, String unit, String amount, String worth) {
        return Outcomes.done(contributions.declare(
                partner,
                new ContributionForm(String.valueOf(year), kind, unit, "Proef " + kind, amount, worth, ""),
                by));
    }

    private long hours(String amount) {
        return declare(maker, "STAFF", "HOUR", amount, "");
    }

    /** Hours of the year of {@link #PAST}. */
    private long pastHours(String amount) {
        return declare(PAST_YEAR, maker, "STAFF", "HOUR", amount, "");
    }

    private long deliver(long id, Actor by, String amount) {
        return Outcomes.done(
                contributions.deliver(id, new DeliveryForm(TODAY.toString(), amount, "Gastles gegeven", ""), by));
    }

    private Contribution get(long id) {
        return contributions.get(id, maker).contribution();
    }

    private ContributionDelivery delivery(long id, long delivery) {
        return contributions.get(id, maker).deliveries().stream()
                .filter(one -> one.id() == delivery)
                .findFirst()
                .orElseThrow();
    }

    private void acceptDelivery(long id, long delivery) {
        Outcomes.done(
                contributions.acceptDelivery(delivery, delivery(id, delivery).stamp(), maker));
    }

    private static Problems problems(Outcome<Long> outcome) {
        return ((Outcome.Refused<Long>) outcome).problems();
    }

    @Test
    void oneOfAUnitIsInTheSingular() {
        assertThat(new Quantity(100, ContributionUnit.PIECE).textKey()).isEqualTo("contributions.amount.PIECE.one");
        assertThat(new Quantity(150, ContributionUnit.PIECE).textKey()).isEqualTo("contributions.amount.PIECE");
    }

    @Test
    void declaredDeliveredAndOutstandingPerPartnerAndYear() {
        long id = hours("80");
        deliver(id, maker, "30,5");
        deliver(id, maker, "10");
        Contribution c = get(id);
        assertThat(c.amount()).isEqualTo(8000);
        assertThat(c.delivered()).isEqualTo(4050);
        assertThat(c.outstanding().hundredths()).isEqualTo(3950);
        assertThat(c.standing(TODAY)).isEqualTo(Standing.ON_TRACK);
        long before = declare(maker, "MONEY", "EURO", "1.000,50", "");
        Partners.Page page = partners.get(partner, maker);
        assertThat(page.contributions()).hasSize(2);
        assertThat(page.contributions()).anySatisfy(one -> {
            assertThat(one.id()).isEqualTo(before);
            assertThat(one.worth()).isEqualTo(new Money(100_050));
        });
        Partners.Line line = partners.list(
                        new Partners.Filter(page.name().toLowerCase(Locale.ROOT), null, null, null, ""),
                        Order.NAME,
                        null,
                        5)
                .get(0);
        assertThat(line.sums().declared()).isEqualTo(new Money(80 * 5500 + 100_050));
        assertThat(line.sums().delivered()).isEqualTo(new Money(40 * 5500 + 2750));
        assertThat(line.sums().open()).isEqualTo(new Money(39 * 5500 + 2750 + 100_050));
    }

    @Test
    void aSurplusOnOneContributionDoesNotCompensateAnother() {
        long much = hours("1");
        deliver(much, maker, "10");
        hours("2");
        assertThat(get(much).outstanding().isZero()).isTrue();
        assertThat(get(much).standing(TODAY)).isEqualTo(Standing.DONE);
        Partners.Line line = partners.list(
                        new Partners.Filter(partners.get(partner, maker).name(), null, null, null, ""),
                        Order.NAME,
                        null,
                        5)
                .get(0);
        assertThat(line.sums().open()).isEqualTo(new Money(2 * 5500));
        assertThat(line.sums().fulfilled()).isEqualTo(new Money(5500));
        assertThat(line.sums().beyond()).isEqualTo(new Money(9 * 5500));
        assertThat(line.sums().declared()).isEqualTo(new Money(3 * 5500));
        TestBrowser board = accounts.signedIn(Role.BOARD).browser();
        assertThat(board.get("/toezeggingen/" + partner + "?jaar=" + YEAR).body())
                .contains("Meer dan toegezegd", "€\u00a0495", "het vult geen andere toezegging");
        assertThat(board.get("/beheer/bijdragen/lijst.csv?jaar=" + YEAR).body())
                .contains("nagekomen;extra;nog open", ";1,00;1,00;9,00;0,00;55,00;55,00;495,00;0,00;");
    }

    /** Rounded separately, the two halves of a cent would become a cent each. */
    @Test
    void declaredEqualsFulfilledPlusOutstanding_toTheCent() {
        long id = declare(maker, "EQUIPMENT", "PIECE", "1", "0,01");
        deliver(id, maker, "0,5");
        Contribution c = get(id);
        assertThat(c.fulfilledWorth().plus(c.outstandingWorth())).isEqualTo(c.worth());
        Partners.Line line = partners.list(
                        new Partners.Filter(partners.get(partner, maker).name(), null, null, null, ""),
                        Order.OPEN,
                        null,
                        5)
                .get(0);
        assertThat(line.sums().fulfilled().plus(line.sums().open()))
                .isEqualTo(line.sums().declared());
        assertThat(TestSql.text(
                        jdbc,
                        "select promised_cents || ' ' || delivered_cents from partners_promise_v where organisation_id = ?",
                        partner))
                .as("the conditions for success count the same")
                .isEqualTo("1 1");
    }

    @Test
    void evidenceCanBeALinkOrADocument_visibleToTheMunicipality() {
        long id = hours("8");
        TestBrowser browser =
                accounts.signedIn(Membership.of(Role.PARTNER, partner)).browser();
        String page = "/partner/bijdragen/" + id;
        String[] fields = {
            "geleverd", "2", "dag", TODAY.toString(), "bewijs", "Les gegeven", "link", "javascript:alert(1)"
        };
        HttpResponse<String> refused =
                browser.upload(page + "/levering", "bestand", Map.of("x.pdf", new byte[] {1, 2, 3}), fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("link-error", "bestand-error", "javascript:alert(1)", "Les gegeven");
        assertThat(contributions.get(id, maker).deliveries()).isEmpty();
        fields[7] = "https://example.org/les?foto=1";
        Map<String, byte[]> photo = Map.of("foto van de les.png", PartnersFixture.scan());
        assertThat(browser.upload(page + "/levering", "bestand", photo, fields).statusCode())
                .isEqualTo(303);
        ContributionDelivery contributionDelivery =
                contributions.get(id, maker).deliveries().get(0);
        assertThat(contributionDelivery.link()).isEqualTo("https://example.org/les?foto=1");
        long document = contributionDelivery.documents().get(0).id();
        assertThat(browser.get(page).body()).contains("foto van de les.png", "/partner/bijdragen/bewijs/" + document);
        TestBrowser municipality = accounts.signedIn(Role.MUNICIPALITY).browser();
        String promises = "/toezeggingen/" + partner + "?jaar=" + YEAR;
        assertThat(municipality.get(promises).body()).as("does not count yet").doesNotContain("Les gegeven");
        acceptDelivery(id, contributionDelivery.id());
        assertThat(municipality.get(promises).body())
                .contains("Les gegeven", "https://example.org/les?foto=1", "/toezeggingen/bewijs/" + document, "2 uur");
        HttpResponse<String> answer = municipality.get("/toezeggingen/bewijs/" + document);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(accounts.signedIn(Membership.of(Role.PARTNER, records.partner()))
                        .browser()
                        .get("/partner/bijdragen/bewijs/" + document)
                        .statusCode())
                .isEqualTo(404);
        assertThatThrownBy(() -> TestSql.update(jdbc, "delete from contribution_delivery_file where id = ?", document))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    @Test
    void moneyIsFormattedAsMoney_andMissingWorthIsShown() {
        Locale dutch = Locale.forLanguageTag("nl");
        assertThat(new Quantity(150_050, ContributionUnit.EURO).number(dutch)).isEqualTo("1.500,50");
        assertThat(new Quantity(150, ContributionUnit.HOUR).number(dutch)).isEqualTo("1,5");
        long money = declare(maker, "MONEY", "EURO", "1.500,50", "");
        long machines = declare(maker, "EQUIPMENT", "PIECE", "3", "");
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(browser.get("/beheer/partners/bijdragen/" + money).body())
                .contains("€\u00a01.500,50")
                .doesNotContain("per euro", "waard (");
        assertThat(browser.get("/beheer/partners/bijdragen/" + machines).body()).contains("zonder waarde in geld");
        assertThat(browser.get("/toezeggingen/" + partner + "?jaar=" + YEAR).body())
                .contains("zonder waarde in geld", "1 toezegging heeft geen waarde in geld", "€\u00a01.500,50");
    }

    @Test
    void partnersWithoutAMailAddressAreShownAsUnreachable() {
        long nobody = records.partner();
        long late = Outcomes.done(contributions.declare(
                nobody,
                new ContributionForm(String.valueOf(YEAR), "STAFF", "HOUR", "Gastles", "2", "", TODAY.toString()),
                maker));
        jdbc.sql("update contribution set year = ?, due_on = ? where id = ?")
                .params(TODAY.minusDays(1).getYear(), TODAY.minusDays(1), late)
                .update();
        assertThat(overview.toDo(10_000))
                .filteredOn(one -> one.contributionId() == late)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.why()).isEqualTo(ContributionOverview.Why.LATE);
                    assertThat(one.reachable()).isFalse();
                });
        assertThat(accounts.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/bijdragen")
                        .body())
                .contains("Kon niet herinnerd worden, geen mailadres.");
    }

    @Test
    void staffHoursAreValuedAtTheHubsRateWhenDeclared() {
        long before = hours("2");
        assertThat(get(before).worth()).isEqualTo(new Money(11_000));
        hub.set(Setting.HOUR_RATE_CENTS, "6000");
        try {
            long after = hours("2");
            assertThat(get(after).worth()).isEqualTo(new Money(12_000));
            contributions.change(
                    before,
                    get(before).stamp(),
                    new ContributionForm("" + YEAR, "STAFF", "HOUR", "Anders", "3", "", ""),
                    maker);
            assertThat(get(before).worth()).isEqualTo(new Money(16_500));
        } finally {
            hub.set(Setting.HOUR_RATE_CENTS, Setting.HOUR_RATE_CENTS.byDefault());
        }
        assertThat(get(declare(maker, "PLACES", "TIMES", "3", "125,50")).worth())
                .isEqualTo(new Money(37_650));
        assertThat(get(declare(maker, "EQUIPMENT", "", "3", "")).worth()).isEqualTo(Money.ZERO);
    }

    @Test
    void contributionsAndDeliveriesCountOnceTheProgrammeManagerAccepts() {
        long id = declare(own, "ADVICE", "HOUR", "10", "");
        assertThat(get(id).state()).isEqualTo(Contribution.State.PROPOSED);
        assertThat(problems(contributions.deliver(id, new DeliveryForm(TODAY.toString(), "1", "Iets", ""), own))
                        .at(""))
                .isPresent();
        contributions.askBack(id, "Voor welke groep?", maker);
        assertThat(contributions.get(id, own).contribution().question()).isEqualTo("Voor welke groep?");
        String page = "/partner/bijdragen/" + id;
        assertThat(ours.browser().get(page).body())
                .as("where the answer goes")
                .contains("Zet je antwoord bij", "Stuur opnieuw in");
        TestBrowser answering = ours.browser();
        HttpResponse<String> answered = answering.post(
                page + "/wijzig",
                "gezien",
                get(id).stamp(),
                "jaar",
                "" + YEAR,
                "soort",
                "ADVICE",
                "eenheid",
                "HOUR",
                "wat",
                "Voor groep 8",
                "aantal",
                "10");
        assertThat(answered.statusCode()).isEqualTo(303);
        assertThat(answering.get(page).body()).contains("Ingestuurd. De programmamaker kijkt ernaar.");
        assertThat(get(id).state()).isEqualTo(Contribution.State.PROPOSED);
        assertThatThrownBy(() -> contributions.accept(id, get(id).stamp(), own)).isInstanceOf(NotFound.class);
        Outcomes.done(contributions.accept(id, get(id).stamp(), maker));
        assertThat(problems(contributions.change(
                                id,
                                get(id).stamp(),
                                new ContributionForm("" + YEAR, "ADVICE", "HOUR", "Minder", "1", "", ""),
                                own))
                        .at(""))
                .isPresent();

        long delivery = deliver(id, own, "4");
        assertThat(get(id).delivered()).isZero();
        assertThat(get(id).waiting()).isEqualTo(1);
        contributions.askBackDelivery(delivery, "Wanneer was dat?", maker);
        contributions.changeDelivery(
                delivery,
                delivery(id, delivery).stamp(),
                new DeliveryForm(TODAY.toString(), "3", "Vandaag, met de werkgroep", ""),
                own);
        acceptDelivery(id, delivery);
        assertThat(get(id).delivered()).isEqualTo(300);
        assertThat(problems(contributions.withdrawDelivery(delivery, own)).any())
                .isTrue();
        assertThat(problems(contributions.withdraw(id, maker)).any()).isTrue();
        contributions.withdrawDelivery(delivery, maker);
        assertThat(get(id).delivered()).isZero();
        assertThat(contributions.withdraw(id, maker)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aProgrammeManagerAcceptsOnlyWhatTheyRead() {
        long id = declare(own, "ADVICE", "HOUR", "8", "");
        TestBrowser hub = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/partners/bijdragen/" + id;
        String read = get(id).stamp();
        assertThat(hub.get(page).body()).contains("name=\"gezien\" value=\"" + read + "\"");
        ContributionForm more = new ContributionForm("" + YEAR, "ADVICE", "HOUR", "Advies", "80", "", "");
        Outcomes.done(contributions.change(id, read, more, own));
        HttpResponse<String> refused = hub.post(page + "/akkoord", "gezien", read);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dit is intussen gewijzigd", "80 uur", get(id).stamp());
        assertThat(get(id).state()).isEqualTo(Contribution.State.PROPOSED);
        assertThat(problems(contributions.change(id, read, more, own)).at(""))
                .hasValueSatisfying(p -> assertThat(p.key()).isEqualTo(Contributions.OUTDATED));
        assertThat(hub.post(page + "/akkoord", "gezien", get(id).stamp()).statusCode())
                .isEqualTo(303);

        long delivery = deliver(id, own, "2");
        String reported = delivery(id, delivery).stamp();
        DeliveryForm other = new DeliveryForm(TODAY.toString(), "20", "Gastles gegeven", "");
        Outcomes.done(contributions.changeDelivery(delivery, reported, other, own));
        String accept = page + "/levering/" + delivery + "/akkoord";
        assertThat(hub.post(accept, "gezien", reported).statusCode()).isEqualTo(422);
        assertThat(get(id).delivered()).isZero();
        String now = delivery(id, delivery).stamp();
        assertThat(hub.post(accept, "gezien", now).statusCode()).isEqualTo(303);
        assertThat(hub.post(accept, "gezien", now).statusCode())
                .as("a second press")
                .isEqualTo(303);
        assertThat(get(id).delivered()).isEqualTo(2000);
    }

    @Test
    void theSameQuestionIsMailedOnce() {
        long id = declare(own, "ADVICE", "HOUR", "8", "");
        String mails = "select count(*) from outbox where template = 'contribution-question' and recipient = ?";
        for (String question : List.of("Voor wie?", "Voor wie?", "En wanneer?")) {
            Outcomes.done(contributions.askBack(id, question, maker));
        }
        assertThat(records.number(mails, own.email())).isEqualTo(2);
        Outcomes.done(contributions.accept(id, get(id).stamp(), maker));
        long delivery = deliver(id, own, "2");
        for (String question : List.of("Wie gaf de les?", "Wie gaf de les?", "En waar?")) {
            Outcomes.done(contributions.askBackDelivery(delivery, question, maker));
        }
        assertThat(records.number(mails, own.email())).isEqualTo(4);
    }

    @Test
    void whatWasWithdrawnIsSentInAgain() {
        long id = declare(own, "ADVICE", "HOUR", "8", "");
        TestBrowser partnersBrowser =
                accounts.signedIn(Membership.of(Role.PARTNER, partner)).browser();
        String page = "/partner/bijdragen/" + id;
        assertThat(partnersBrowser.get(page).body()).doesNotContain("Toch wel");
        Outcomes.done(contributions.withdraw(id, own));
        assertThat(partnersBrowser.get(page).body()).contains("Toch wel", "telt zij na akkoord");
        assertThat(partnersBrowser.post(page + "/toch").statusCode()).isEqualTo(303);
        assertThat(get(id).state()).isEqualTo(Contribution.State.PROPOSED);
        assertThat(partnersBrowser.post(page + "/toch").statusCode())
                .as("a second press")
                .isEqualTo(303);
        Outcomes.done(contributions.accept(id, get(id).stamp(), maker));

        long delivery = deliver(id, own, "2");
        Outcomes.done(contributions.withdrawDelivery(delivery, own));
        assertThat(partnersBrowser.get(page).body()).contains("/levering/" + delivery + "/toch");
        assertThat(partnersBrowser
                        .post(page + "/levering/" + delivery + "/toch")
                        .statusCode())
                .isEqualTo(303);
        assertThat(get(id).delivered()).as("not by itself").isZero();
        acceptDelivery(id, delivery);
        assertThat(get(id).delivered()).isEqualTo(200);
    }

    /** Rules 6: it may be withdrawn by the hub, and counts again once it says so. */
    @Test
    void aVisitThatWasWithdrawnCanCountAgain() {
        long staff = hours("20");
        records.came(records.organised(partner, PAST), 20);
        visits.all();
        long visit = contributions.get(staff, maker).deliveries().get(0).id();
        Outcomes.done(contributions.withdrawDelivery(visit, maker));
        Outcomes.done(contributions.restoreDelivery(visit, maker));
        visits.all();
        acceptDelivery(staff, visit);
        assertThat(get(staff).delivered()).isEqualTo(200);
    }

    @Test
    void anotherPartnersContributionIsNotFound() {
        long id = hours("5");
        long delivery = deliver(id, maker, "1");
        long elsewhere = records.partner();
        Actor stranger =
                accounts.signedIn(Membership.of(Role.PARTNER, elsewhere)).actor();
        List<Runnable> attempts = List.of(
                () -> contributions.get(id, stranger),
                () -> contributions.withdraw(id, stranger),
                () -> contributions.deliver(id, new DeliveryForm("", "", "", ""), stranger),
                () -> contributions.withdrawDelivery(delivery, stranger),
                () -> contributions.restore(id, stranger),
                () -> contributions.restoreDelivery(delivery, stranger),
                () -> contributions.declare(partner, ContributionForm.of(get(id)), stranger),
                () -> contributions.get(id, accounts.signedIn(Role.BOARD).actor()),
                () -> partners.get(partner, stranger));
        attempts.forEach(attempt -> assertThatThrownBy(attempt::run).isInstanceOf(NotFound.class));
    }

    @Test
    void aDeliveryCountsForOneFundingProgrammeOnly() {
        long first = Outcomes.done(contributions.addProgramme(PartnersFixture.name(), maker));
        long second = Outcomes.done(contributions.addProgramme(PartnersFixture.name(), maker));
        long id = hours("5");
        long reported = deliver(id, own, "1");
        assertThat(problems(contributions.fund(reported, first, maker)).at("regeling"))
                .hasValueSatisfying(p -> assertThat(p.key()).endsWith("fundNotAccepted"));
        acceptDelivery(id, reported);
        assertThat(contributions.fund(reported, first, maker)).isInstanceOf(Outcome.Done.class);
        assertThat(problems(contributions.fund(reported, second, maker)).at("regeling"))
                .hasValueSatisfying(p -> assertThat(p.key()).endsWith("fundedAlready"));
        contributions.fund(reported, null, maker);
        assertThat(contributions.fund(reported, second, maker)).isInstanceOf(Outcome.Done.class);
        contributions.endProgramme(first, true, maker);
        assertThat(problems(contributions.fund(deliver(id, maker, "1"), first, maker))
                        .any())
                .isTrue();
    }

    @Test
    void aPastVisitCountsAutomaticallyOncePerSessionAndContribution() {
        long staff = pastHours("20");
        long second = pastHours("20");
        long places = declare(PAST_YEAR, maker, "PLACES", "TIMES", "5", "100");
        long organised = records.organised(partner, PAST);
        long hosted = records.hosted(partner, PAST);
        visits.ofSession(organised);
        assertThat(get(staff).delivered()).as("nobody was counted yet").isZero();
        records.came(organised, 24);
        records.came(hosted, 24);
        assertThat(visits.ofSession(organised)).isEqualTo(1);
        assertThat(visits.ofSession(organised)).as("again changes nothing").isZero();
        visits.ofSession(hosted);
        assertThat(get(staff).delivered()).as("two hours").isEqualTo(200);
        assertThat(get(second).delivered()).as("one contribution of a kind").isZero();
        assertThat(get(places).delivered()).as("one time").isEqualTo(100);
        assertThat(contributions.get(staff, maker).deliveries())
                .singleElement()
                .satisfies(d -> assertThat(d.source()).isEqualTo(ContributionDelivery.Source.VISIT));
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into contribution_delivery (contribution_id, day, amount, evidence, session_id, source, state, recorded_at)
                        values (?, (now() at time zone 'Europe/Amsterdam')::date, 100, 'nog eens', ?, 'HUB', 'ACCEPTED', now())
                        """).params(staff, organised).update())
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(problems(contributions.deliver(
                                staff, new DeliveryForm(TODAY.toString(), "1", "Les", "" + organised), maker))
                        .at("sessie"))
                .isPresent();
    }

    @Test
    void aVisitThatIsCancelledOrWithdrawnDoesNotCount() {
        long staff = pastHours("20");
        long cancelled = records.organised(partner, PAST);
        long kept = records.organised(partner, PAST.plusSeconds(60));
        records.came(cancelled, 20);
        records.came(kept, 20);
        visits.all();
        assertThat(get(staff).delivered()).isEqualTo(400);
        // the attendance is deleted first: a session with recorded attendance cannot be cancelled
        jdbc.sql("delete from attendance where session_id = ?").param(cancelled).update();
        jdbc.sql("update session set state = 'CANCELLED', cancel_reason = 'Ging niet door' where id = ?")
                .param(cancelled)
                .update();
        visits.all();
        assertThat(get(staff).delivered()).isEqualTo(200);
        long delivery = contributions.get(staff, maker).deliveries().get(0).id();
        contributions.withdrawDelivery(delivery, maker);
        visits.all();
        assertThat(get(staff).delivered()).isZero();
    }

    @Test
    void aContributionAcceptedLaterGetsItsPastVisits() {
        long organised = records.organised(partner, PAST);
        records.came(organised, 20);
        long id = declare(PAST_YEAR, own, "STAFF", "", "20", "");
        visits.all();
        assertThat(get(id).delivered()).isZero();
        Outcomes.done(contributions.accept(id, get(id).stamp(), maker));
        assertThat(get(id).delivered()).isEqualTo(200);
        assertThat(get(id).countsVisits()).isTrue();
    }

    @Test
    void concurrentDeliveriesAreAllCounted() throws Exception {
        long staff = pastHours("500");
        List<Long> sessions = IntStream.range(0, 12)
                .mapToObj(i -> records.organised(partner, PAST.plusSeconds(i)))
                .toList();
        sessions.forEach(session -> records.came(session, 10));
        Together.run(36, i -> visits.ofSession(sessions.get(i % 12)));
        assertThat(get(staff).delivered()).isEqualTo(12 * 200);
    }

    @Test
    void aLateContributionIsRemindedOnceByMail() {
        long id = hours("10");
        jdbc.sql("update contribution set year = ?, due_on = ?, counts_visits = false where id = ?")
                .params(YEAR - 1, LocalDate.of(YEAR - 1, 6, 30), id)
                .update();
        assertThat(get(id).standing(TODAY)).isEqualTo(Standing.LATE);
        reminders.remind();
        reminders.remind();
        String to = own.email();
        assertThat(records.number(
                        "select count(*) from outbox where recipient = ? and template = 'contribution-late'", to))
                .isEqualTo(1);
        assertThat(get(id).reminded()).isTrue();
        long done = hours("1");
        deliver(done, maker, "1");
        jdbc.sql("update contribution set year = ?, due_on = ?, counts_visits = false where id = ?")
                .params(YEAR - 1, LocalDate.of(YEAR - 1, 6, 30), done)
                .update();
        reminders.remind();
        assertThat(get(done).reminded()).as("all of it came").isFalse();
    }

    @Test
    void aChangedContributionIsRemindedAgain_withWhatBecameLateSince() {
        long first = lateLastYear();
        reminders.remind();
        ContributionForm more = new ContributionForm(
                String.valueOf(YEAR - 1), "STAFF", "HOUR", "Meer", "20", "", LocalDate.of(YEAR - 1, 6, 30) + "");
        Outcomes.done(contributions.change(first, get(first).stamp(), more, maker));
        long second = lateLastYear();
        reminders.remind();
        assertThat(get(second).reminded()).isTrue();
        assertThat(jdbc.sql("""
                        select jsonb_array_length(payload -> 'promises') from outbox
                         where recipient = ? and template = 'contribution-late' order by id
                        """).param(own.email()).query(Integer.class).list()).containsExactly(1, 2);
    }

    private long lateLastYear() {
        return Outcomes.done(contributions.declare(
                partner,
                new ContributionForm(
                        String.valueOf(YEAR - 1),
                        "STAFF",
                        "HOUR",
                        "Uren",
                        "10",
                        "",
                        LocalDate.of(YEAR - 1, 6, 30) + ""),
                maker));
    }

    @Test
    void theTaskCountsLateContributionsOfAllYears() {
        Actor board = accounts.signedIn(Role.BOARD).actor();
        int before = late(board);
        lateLastYear();
        lateLastYear();
        assertThat(late(board)).isEqualTo(before + 2);
        assertThat(tasks.stream()
                        .flatMap(task -> task.of(board, Locale.ENGLISH).stream())
                        .map(TaskSource.Task::href))
                .anyMatch(href -> href.matches("/toezeggingen[?]jaar=(%d|%d)&stand=laat".formatted(YEAR - 1, YEAR)));
        TestSql.update(jdbc, "update organisation set ended_on = current_date where id = ?", partner);
        assertThat(late(board)).as("of partners that are still there").isEqualTo(before);
    }

    private int late(Actor actor) {
        return tasks.stream()
                .flatMap(task -> task.of(actor, Locale.ENGLISH).stream())
                .filter(task -> task.href().startsWith("/toezeggingen?"))
                .mapToInt(task -> Integer.parseInt(task.text().replaceAll("[^0-9]", "")))
                .sum();
    }

    @Test
    void fundedDeliveriesAreSummedPerYear() {
        long programme = Outcomes.done(contributions.addProgramme(PartnersFixture.name(), maker));
        long id = hours("20");
        contributions.fund(deliver(id, maker, "4"), programme, maker);
        contributions.fund(deliver(id, maker, "2,5"), programme, maker);
        deliver(id, maker, "8");
        assertThat(funded(programme, YEAR)).isEqualTo(new Money(35_750));
        assertThat(funded(programme, YEAR - 1)).isEqualTo(Money.ZERO);
    }

    private Money funded(long programme, int year) {
        return overview.funded(year).stream()
                .filter(one -> one.programme().id() == programme)
                .findFirst()
                .orElseThrow()
                .worth();
    }

    @Test
    void aPartnerGetsItsAnnualStatementOnceAYear() {
        deliver(hours("10"), maker, "4");
        String other = accounts.signedIn(Membership.of(Role.PARTNER, records.partner()))
                .account()
                .email();
        statements.send(YEAR);
        statements.send(YEAR);
        String mails = "select count(*) from outbox where template = 'year-account' and recipient = ?";
        assertThat(records.number(mails, own.email())).isEqualTo(1);
        assertThat(records.number(mails + " and payload ->> 'worth' = '22000'", own.email()))
                .isEqualTo(1);
        assertThat(records.number(mails, other)).as("nothing to tell").isZero();
    }

    @Test
    void openAndLateContributionsCanBeFiltered() {
        String name = partners.get(partner, maker).name();
        long id = hours("1");
        assertThat(found(name, Which.OPEN)).isEqualTo(1);
        assertThat(found(name, Which.LATE)).isZero();
        TestSql.update(jdbc, "update contribution set due_on = ? where id = ?", LocalDate.of(YEAR, 1, 1), id);
        assertThat(found(name, Which.LATE)).isEqualTo(TODAY.getDayOfYear() == 1 ? 0 : 1);
        deliver(id, maker, "1");
        assertThat(found(name, Which.OPEN)).isZero();
        assertThat(found(name, Which.ALL)).isEqualTo(1);
    }

    private int found(String name, Which which) {
        return overview.lines(YEAR, name, which, null, 10).size();
    }

    /** Pages through every order with one line per page: no duplicates, no omissions, largest first. */
    @Test
    void theRegisterHasFourOrders_pagedByKey() {
        String some = "Volgorde " + System.nanoTime();
        List<Long> ids = new ArrayList<>();
        for (String one : List.of("B", "C", "A")) {
            ids.add(records.partner(some + " " + one, "COMPANY"));
        }
        long b = ids.get(0);
        long c = ids.get(1);
        long a = ids.get(2);
        jdbc.sql(
                        "update organisation set town = case when id = ? then 'Zutphen' else 'Apeldoorn' end where id in (?, ?, ?)")
                .params(a, a, b, c)
                .update();
        promise(b, 10, TODAY.minusDays(1));
        promise(b, 10, TODAY.minusDays(1));
        promise(c, 500, LocalDate.of(YEAR, 12, 31));
        assertThat(paged(some, Order.NAME)).containsExactly(a, b, c);
        assertThat(paged(some, Order.TOWN)).containsExactly(b, c, a);
        assertThat(paged(some, Order.LATE)).containsExactly(b, a, c);
        assertThat(paged(some, Order.OPEN)).containsExactly(c, b, a);
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String csv = "/beheer/partners/lijst.csv?zoek=" + some.replace(" ", "%20") + "&volgorde=";
        assertThat(browser.get("/beheer/partners?zoek=" + some.replace(" ", "+") + "&volgorde=LATE")
                        .body())
                .contains((csv + "LATE").replace("&", "&amp;"));
        assertThat(ids(browser.get(csv + "TOWN"))).as("the file too").containsExactly(b, c, a);
        assertThat(ids(browser.get(csv + "OPEN"))).containsExactly(c, b, a);
        assertThat(ids(browser.get(csv + "LATE"))).containsExactly(b, a, c);
    }

    private static List<Long> ids(HttpResponse<String> csv) {
        return csv.body()
                .lines()
                .skip(1)
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(';'))))
                .toList();
    }

    private void promise(long partner, int hours, LocalDate due) {
        jdbc.sql("""
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, declared_at)
                values (?, ?, 'ADVICE', 'HOUR', 'Gastlessen', ?, 5500, ?, 'ACCEPTED', now())
                """).params(partner, YEAR, hours * 100, due).update();
    }

    private List<Long> paged(String words, Order order) {
        List<Long> ids = new ArrayList<>();
        Partners.Key after = null;
        do {
            List<Partners.Line> page = partners.list(new Partners.Filter(words, null, null, null, ""), order, after, 1);
            if (page.isEmpty()) {
                return ids;
            }
            Partners.Line last = page.get(0);
            ids.add(last.id());
            after = new Partners.Key(order.value(last), last.name(), last.id());
        } while (ids.size() < 10);
        return ids;
    }

    @Test
    void connectedIsAnActiveMembershipOrADeliveredContributionOfTheLastTwelveMonths() {
        long before = memberships.connectedOn(TODAY);
        long id = hours("10");
        assertThat(memberships.connectedOn(TODAY)).as("a promise is not enough").isEqualTo(before);
        long delivery = deliver(id, own, "1");
        assertThat(memberships.connectedOn(TODAY))
                .as("nor what nobody looked at")
                .isEqualTo(before);
        acceptDelivery(id, delivery);
        assertThat(memberships.connectedOn(TODAY)).isEqualTo(before + 1);
        assertThat(memberships.connected(TODAY)).hasSize((int) before + 1).anySatisfy(c -> {
            assertThat(c.organisationId()).isEqualTo(partner);
            assertThat(c.by()).isEqualTo(Connected.By.DELIVERY);
        });
        assertThat(partners.get(partner, maker).connected()).isTrue();
        assertThat(inRegister(true)).isTrue();
        assertThat(inRegister(false)).isFalse();
        records.membership(partner, TODAY.minusDays(3));
        assertThat(memberships.connectedOn(TODAY)).as("each organisation once").isEqualTo(before + 1);
        TestSql.update(jdbc, "update membership set until_day = from_day where organisation_id = ?", partner);
        TestSql.update(jdbc, "update contribution_delivery set day = ? where id = ?", TODAY.minusMonths(12), delivery);
        assertThat(memberships.connectedOn(TODAY))
                .as("twelve months ago is over")
                .isEqualTo(before);
        assertThat(partners.get(partner, maker).connected()).isFalse();
        assertThat(inRegister(true)).isFalse();
        assertThat(inRegister(false)).isTrue();
    }

    /** Whether the register has the partner among those that are connected, or those that are not. */
    private boolean inRegister(boolean connected) {
        String name = partners.get(partner, maker).name();
        return partners.list(new Partners.Filter(name, null, connected, null, ""), Order.NAME, null, 50).stream()
                .anyMatch(line -> line.id() == partner);
    }

    @Test
    void errorsAreReportedAtTheFieldAndNothingIsStored() {
        Problems problems = problems(
                contributions.declare(partner, new ContributionForm("1999", "", "", " ", "-3", "", "gisteren"), maker));
        assertThat(problems.all())
                .extracting(Problems.Problem::field)
                .contains("jaar", "soort", "wat", "aantal", "uiterlijk");
        assertThat(problems(contributions.declare(
                                partner, new ContributionForm("" + YEAR, "MONEY", "HOUR", "Geld", "10", "", ""), maker))
                        .at("eenheid"))
                .isPresent();
        long id = hours("10");
        assertThat(problems(contributions.deliver(
                                id, new DeliveryForm(TODAY.plusDays(1).toString(), "x", "", "999999999999"), maker))
                        .all())
                .extracting(Problems.Problem::field)
                .contains("dag", "geleverd", "bewijs");
        assertThat(problems(contributions.deliver(
                                id, new DeliveryForm(TODAY.toString(), "1", "Les", "999999999999"), maker))
                        .at("sessie"))
                .isPresent();
    }

    @Test
    void amountsAreParsedInDutchNotation() {
        assertThat(Quantity.parse("80")).contains(8000L);
        assertThat(Quantity.parse("1,5")).contains(150L);
        assertThat(Quantity.parse("€ 1.250,75")).contains(125_075L);
        assertThat(Quantity.parse("1.250")).contains(125_000L);
        assertThat(Quantity.parse("1.25")).contains(125L);
        assertThat(Quantity.parse("1,234")).isEmpty();
        assertThat(Quantity.parse("0")).isEmpty();
        assertThat(Quantity.parse("-1")).isEmpty();
        assertThat(Quantity.parse("99999999999")).isEmpty();
        assertThat(new Quantity(125_050, ContributionUnit.HOUR).number(java.util.Locale.forLanguageTag("nl")))
                .isEqualTo("1.250,5");
        assertThat(new Quantity(33, ContributionUnit.HOUR).worth(5500)).isEqualTo(new Money(1815));
        assertThat(new Quantity(1, ContributionUnit.HOUR).worth(50)).isEqualTo(new Money(1));
    }
}
