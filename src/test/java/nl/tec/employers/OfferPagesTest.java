package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.internal.OfferJobs;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The HTTP pages of offers: refusals preserve input, data of others is not found, and reading changes nothing. */
@TecTest
class OfferPagesTest {

    static final LocalDate DAY = EmployersFixture.day(35);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    Offers offers;

    @Autowired
    OfferRequests requests;

    @Autowired
    OfferJobs jobs;

    Company company;
    School school;
    TestClass group;
    TestBrowser partner;
    TestBrowser teacher;
    TestBrowser maker;

    @BeforeEach
    void make() {
        company = employersFixture.company();
        school = employersFixture.bookingsFixture().school();
        group = employersFixture.group7(school, DAY);
        partner = accounts.signedIn(Membership.of(Role.PARTNER, company.id())).browser();
        teacher = accounts.teacherOf(school.siteId()).browser();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
    }

    @Test
    void aCompanyMakesAnOffer_andARefusedFormPreservesInput() {
        assertThat(partner.get("/partner/aanbod").body()).contains("Nog geen aanbod", company.name());
        assertThat(partner.get("/partner/aanbod/nieuw").statusCode()).isEqualTo(200);
        HttpResponse<String> refused =
                partner.post("/partner/aanbod/nieuw", form("titel", "Kijk mee", "minimum", "veel", "per-week", "51"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "value=\"Kijk mee\"",
                        "value=\"veel\"",
                        "Vul een getal in van 1 tot en met 500",
                        "value=\"51\"",
                        "1 tot en met 50.");
        HttpResponse<String> made =
                partner.post("/partner/aanbod/nieuw", form("titel", "Kijk mee bij ons", "per-week", "2"));
        assertThat(made.statusCode()).isEqualTo(303);
        String address = TestBrowser.location(made);
        assertThat(partner.get(address).body())
                .contains("Te vinden", "value=\"Kijk mee bij ons\"")
                .containsPattern("name=\"per-week\"[^>]*value=\"2\"");
        assertThat(accounts.visitor().get("/werkgevers?zoek=Kijk+mee+bij+ons").body())
                .contains("Kijk mee bij ons", company.name())
                .doesNotContain("vragen@voorbeeld.nl");
        assertThat(partner.post(address + "/stand", "stand", "PAUSED").statusCode())
                .isEqualTo(303);
        assertThat(accounts.visitor().get("/werkgevers?zoek=Kijk+mee+bij+ons").body())
                .doesNotContain(company.name());
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, employersFixture.company().id()))
                .browser();
        assertThat(stranger.get(address).statusCode()).isEqualTo(404);
        assertThat(stranger.post(address + "/stand", "stand", "PUBLISHED").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/partner/aanbod/nieuw", form("titel", "Van een ander"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void concurrentChangesOfAnOffer_loseNothing() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        String address = "/partner/aanbod/" + offer.id();
        assertThat(partner.post(address, with(form("titel", "Eerste"), "versie", "0"))
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> second = partner.post(address, with(form("titel", "Tweede"), "versie", "0"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("Iemand anders heeft dit intussen veranderd", "value=\"Tweede\"");
    }

    @Test
    void aSchoolSendsARequest_withInputPreserved_andSeesIt() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        String address = "/school/aanbod/" + offer.id();
        assertThat(teacher.get(address).body()).contains("Voor welke klas?");
        assertThat(teacher.get(address + "?klas=" + group.id()).body()).contains("Wanneer kunnen jullie?");
        HttpResponse<String> refused = ask(address, "31", DAY);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Er kunnen hoogstens 30 leerlingen komen", "value=\"31\"", "value=\"" + DAY + "\"", "Mag het?");
        HttpResponse<String> asked = ask(address, "25", DAY);
        assertThat(asked.statusCode()).isEqualTo(303);
        String question = TestBrowser.location(asked);
        assertThat(teacher.get(question).body())
                .contains(
                        "We hebben het aan " + company.name() + " gevraagd",
                        "Trek de vraag in</summary>",
                        company.name() + " krijgt een mail dat de vraag niet meer geldt.");
        assertThat(teacher.get("/school/aanbod/vragen").body()).contains(company.name());
        assertThat(ask(address, "25", DAY).body()).contains("Deze klas heeft dit al gevraagd");
        TestBrowser other = accounts.teacherOf(
                        employersFixture.bookingsFixture().school().siteId())
                .browser();
        assertThat(other.get(question).statusCode()).isEqualTo(404);
        assertThat(other.post(question + "/intrekken").statusCode()).isEqualTo(404);
        assertThat(other.get(address + "?klas=" + group.id()).statusCode()).isEqualTo(404);
        assertThat(teacher.post(question + "/intrekken").statusCode()).isEqualTo(303);
        assertThat(teacher.get(question).body()).contains("Je hebt de vraag ingetrokken");
        assertThat(teacher.get("/school/aanbod/vragen?toon=ENDED").body()).contains("Ingetrokken");
    }

    /** A school that asks and withdraws in turn would mail the company each time. */
    @Test
    void askingTheSameOfferAgainAndAgainIsRefused_withInputPreserved() {
        String address =
                "/school/aanbod/" + employersFixture.offer(company, Plan.tour()).id();
        for (int i = 0; i < 10; i++) {
            String question = TestBrowser.location(ask(address, "25", DAY));
            assertThat(teacher.post(question + "/intrekken").statusCode()).isEqualTo(303);
        }
        assertThat(ask(address, "25", DAY))
                .returns(429, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).contains("te vaak gevraagd", "value=\"" + DAY + "\""));
        String other =
                "/school/aanbod/" + employersFixture.offer(company, Plan.tour()).id();
        assertThat(ask(other, "25", DAY).statusCode()).as("another offer").isEqualTo(303);
    }

    @Test
    void openingALinkChangesNothing_andAnInvalidLinkIsReported() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        long id = employersFixture.ask(offer, school, group, DAY);
        TestBrowser visitor = accounts.visitor();
        String link = "/aanbod/antwoord/" + EmployersFixture.secret(employersFixture.post(company.email()));
        for (String query : List.of("", "?datum=1", "?datum=1&lang=en", "?antwoord=nee", "?datum=9")) {
            HttpResponse<String> page = visitor.get(link + query);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        }
        assertThat(visitor.get(link + "?datum=1&lang=en").body()).contains("Yes, ", "is fine");
        assertThat(visitor.post(link + "/ja", "datum", "1", "tijd", "9.45", "toon-in", "nl")
                        .body())
                .contains("<html lang=\"nl\">", "value=\"9.45\"");
        assertThat(visitor.post(link + "/nee", "antwoord", "nee", "reden", "Te druk", "toon-in", "en")
                        .body())
                .contains("<html lang=\"en\">", ">Te druk</textarea>");
        assertThat(employersFixture.get(id, company).open()).isTrue();
        assertThat(visitor.get("/aanbod/antwoord/" + "x".repeat(43)).statusCode())
                .isEqualTo(404);
        assertThat(visitor.post(link + "/ja", "datum", "1", "tijd", "23:00").statusCode())
                .isEqualTo(422);
        assertThat(visitor.post(link + "/ja", "datum", "1", "tijd", "9.30").statusCode())
                .isEqualTo(303);
        assertThat(visitor.get(link + "?lang=nl").body())
                .contains("Afgesproken!", school.teacher().email());
        assertThat(visitor.post(link + "/nee", "reden", "Toch niet").statusCode())
                .isEqualTo(303);
        assertThat(employersFixture.get(id, company).state()).isEqualTo(OfferRequest.State.ACCEPTED);
    }

    @Test
    void requestsOfOthersAreNotFound_inThePortalToo() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        String address = "/partner/aanbod/vragen/" + employersFixture.ask(offer, school, group, DAY);
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, employersFixture.company().id()))
                .browser();
        assertThat(stranger.get(address).statusCode()).isEqualTo(404);
        assertThat(stranger.post(address + "/ja", "datum", "1", "tijd", "9.30").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(address + "/nee", "reden", "Nee").statusCode()).isEqualTo(404);
        assertThat(teacher.get(address).statusCode()).isEqualTo(403);
        assertThat(partner.post(address + "/sluit", "reden", "Nee").statusCode())
                .isEqualTo(404);
        assertThat(partner.get("/beheer/aanbod").statusCode()).isEqualTo(403);
    }

    @Test
    void theProgrammeManagerSeesEscalatedRequests_extendsAndCloses() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        long id = employersFixture.ask(offer, school, group, DAY);
        jobs.run(java.time.Clock.fixed(employersFixture.get(id, company).term().due(), Dates.ZONE));
        assertThat(maker.get("/beheer/programma").body()).contains("/beheer/aanbod/vragen?toon=ESCALATED");
        assertThat(maker.get("/beheer/aanbod").body()).contains("Bekijk de vragen");
        assertThat(maker.get("/beheer/aanbod/vragen").body()).contains("Te laat: bij de programmamaker");
        String address = "/beheer/aanbod/vragen/" + id;
        assertThat(maker.get(address).body()).contains("Geef het bedrijf meer tijd", company.email());
        assertThat(maker.post(address + "/verleng", "dagen", "99").statusCode()).isEqualTo(422);
        assertThat(maker.post(address + "/verleng", "dagen", "5").statusCode()).isEqualTo(303);
        assertThat(maker.post(address + "/sluit", "reden", " ").body()).contains("Schrijf waarom het niet kan.");
        assertThat(maker.post(address + "/sluit", "reden", "Verhuisd").statusCode())
                .isEqualTo(303);
        assertThat(maker.get("/beheer/aanbod/vragen?toon=ENDED").body()).contains("Gesloten");
    }

    @Test
    void aDayFarAwayAndARequestThatDoesNotExist_areHarmless() {
        assertThat(teacher.get("/school/aanbod?van=9999-12-31&klas=" + group.id())
                        .statusCode())
                .isEqualTo(200);
        long none = employersFixture.ask(employersFixture.offer(company, Plan.tour()), school, group, DAY) + 1_000_000;
        assertThat(maker.get("/beheer/aanbod/vragen/" + none).statusCode()).isEqualTo(404);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from audit_log where action = 'OFFER_REQUEST_READ' and subject_id = ?",
                        none))
                .as("nothing was read")
                .isZero();
    }

    @Test
    void theProgrammeManagerEditsAllOffers() {
        String other = employersFixture.company().name();
        assertThat(maker.get("/beheer/aanbod/nieuw?zoek=" + company.name().replace(" ", "+"))
                        .body())
                .contains("organisatie=" + company.id());
        assertThat(maker.get("/beheer/aanbod/nieuw?organisatie=" + company.id()).body())
                .contains(company.name())
                .doesNotContain(other);
        HttpResponse<String> made = maker.post("/beheer/aanbod/nieuw", form("titel", "Van de maker"));
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(maker.get("/beheer/aanbod?zoek=Van+de+maker").body()).contains("Van de maker");
        assertThat(maker.post("/beheer/aanbod/nieuw", form("titel", "Ruimte", "waar", "ROOM"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void offersAreFoundWithATypingErrorAndByField_andTheListIsExported() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        String number = company.name().replaceAll("[^0-9]", "");
        TestBrowser visitor = accounts.visitor();
        assertThat(visitor.get("/werkgevers?zoek=Proefbedrif+" + number).body()).contains(company.name());
        assertThat(visitor.get("/werkgevers?zoek=" + number + "&vakgebied=METAL")
                        .body())
                .contains(company.name());
        assertThat(visitor.get("/werkgevers?zoek=" + number + "&vakgebied=FOOD").body())
                .doesNotContain(company.name());
        String asked = "?zoek=" + number + "&vakgebied=METAL&stand=PUBLISHED";
        assertThat(maker.get("/beheer/aanbod" + asked).body()).contains("/beheer/aanbod/lijst.csv?zoek=" + number);
        assertThat(maker.get("/beheer/aanbod/lijst.csv" + asked).body())
                .startsWith("\uFEFFbedrijf;titel;soort;stand;werelden")
                .contains(company.name() + ";Kijk bij " + company.name() + ";TOUR;PUBLISHED;HITECH_SCIENCE;METAL;5-8;;")
                .contains(company.email());
        int before = exported();
        assertThat(maker.get("/beheer/aanbod/lijst.xlsx").statusCode()).isEqualTo(200);
        assertThat(exported()).as("it has mail addresses").isEqualTo(before + 1);
        assertThat(partner.get("/partner/aanbod/lijst.csv").statusCode()).isEqualTo(404);
        assertThat(teacher.get("/school/aanbod/" + offer.id()).body()).contains("Metaal");
    }

    private int exported() {
        return TestSql.integer(jdbc, "select count(*) from audit_log where action = 'OFFERS_EXPORTED'");
    }

    @Test
    void aRequestWithoutAPossibleDateIsReportedToBoth_andTheSchoolAsksAgain() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        long id = employersFixture.ask(offer, school, group, DAY);
        employersFixture
                .bookingsFixture()
                .insert(
                        "insert into closed_day (site_id, day, reason) values (?, ?, 'Studiedag') returning site_id",
                        school.siteId(),
                        DAY);
        HttpResponse<String> answer =
                partner.post("/partner/aanbod/vragen/" + id + "/ja", "datum", "1", "tijd", "9.30");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("op geen van deze data kan het").doesNotContain("SCHOOL_CLOSED");
        assertThat(teacher.get("/school/aanbod/vragen/" + id).body())
                .contains(
                        "op geen van jullie data kan het",
                        "De school is op die dag dicht.",
                        "Vraag het opnieuw",
                        "/school/aanbod/" + offer.id() + "?klas=" + group.id());
        assertThat(teacher.get("/school/aanbod/vragen?toon=ENDED").body()).contains("Kon niet op deze data");
    }

    @Test
    void aTakenDateIsRefusedWithAlternatives_andTheCompanyIsWarnedBeforeAccepting() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        TestClass first = employersFixture.group7(school, DAY);
        long before = employersFixture.ask(offer, school, employersFixture.group7(school, DAY), DAY);
        assertThat(partner.get("/partner/aanbod/vragen/" + before).body()).doesNotContain("al een andere groep");
        long id = employersFixture.ask(offer, school, first, DAY);
        assertThat(partner.post("/partner/aanbod/vragen/" + id + "/ja", "datum", "1", "tijd", "9.30")
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> refused = ask("/school/aanbod/" + offer.id(), "25", DAY);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Dan is er al een andere groep.", "Dan kan het nog wel:", "in de middag")
                .contains("value=\"" + DAY + "\"");
        String warned = partner.get("/partner/aanbod/vragen/" + before).body();
        assertThat(warned)
                .contains("Om 9.30 uur is er dan al een andere groep.", "/partner/aanbod/vragen/" + before + "/ja");
        HttpResponse<String> yes =
                partner.post("/partner/aanbod/vragen/" + before + "/ja", "datum", "1", "tijd", "10.00");
        assertThat(yes.statusCode()).isEqualTo(422);
        assertThat(yes.body()).contains("Kies een andere tijd of een andere datum", "value=\"10.00\"");
    }

    @Test
    void theRequestFormSuggestsTheNumberOfAdultsNeeded_rules4() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        assertThat(teacher.get("/school/aanbod/" + offer.id() + "?klas=" + group.id())
                        .body())
                .as("one for seven of the 25 pupils")
                .containsPattern("name=\"volwassenen\"[^>]*value=\"4\"");
    }

    @Test
    void aPageOfSuggestionsHasItsReasons() {
        Offer offer = employersFixture.offer(company, Plan.tour());
        String page = teacher.get("/school/aanbod?klas=" + group.id()).body();
        assertThat(page)
                .contains("Alles hieronder is voor deze leeftijd", "Deze wereld zag de klas dit schooljaar nog niet");
        assertThat(offer.id()).isPositive();
        assertThat(teacher.get("/school/aanbod?klas=" + group.id() + "&wereld=mens-gezondheid&soort=stage")
                        .body())
                .contains("Nu past er niets bij");
    }

    private HttpResponse<String> ask(String address, String pupils, LocalDate day) {
        return teacher.post(
                address,
                "klas",
                "" + group.id(),
                "sleutel",
                "" + UUID.randomUUID(),
                "dag-1",
                day.toString(),
                "deel-1",
                "MORNING",
                "leerlingen-" + group.partId(),
                pupils,
                "volwassenen",
                "3",
                "vraag",
                "Mag het?");
    }

    private String[] form(String... other) {
        List<String> fields = new ArrayList<>(List.of(
                "organisatie",
                "" + company.id(),
                "dan",
                "publiceer",
                "soort",
                "TOUR",
                "belofte",
                "Je ziet alles.",
                "beschrijving",
                "De klas loopt mee.",
                "wereld",
                "HITECH_SCIENCE",
                "groep-van",
                "5",
                "groep-tot",
                "8",
                "minimum",
                "10",
                "maximum",
                "30",
                "waar",
                "COMPANY",
                "straat",
                "Teststraat 1",
                "postcode",
                "7418 AB",
                "plaats",
                "Deventer",
                "minuten",
                "90",
                "ochtend",
                "9.00",
                "middag",
                "13.00",
                "email",
                "vragen@voorbeeld.nl",
                "taal",
                "nl"));
        return with(fields.toArray(String[]::new), other);
    }

    /** Returns a copy of the form with other values. */
    private static String[] with(String[] form, String... other) {
        List<String> fields = new ArrayList<>(List.of(form));
        for (int i = 0; i < other.length; i += 2) {
            int at = fields.indexOf(other[i]);
            if (at >= 0) {
                fields.set(at + 1, other[i + 1]);
            } else {
                fields.add(other[i]);
                fields.add(other[i + 1]);
            }
        }
        return fields.toArray(String[]::new);
    }
}
