package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.DocumentCheck;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.partners.Memberships;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The HTTP pages of declarations: refusals preserve input, declarations of others are not found, limits hold. */
@TecTest
class DeclarationPagesTest {

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    Memberships memberships;

    @Autowired
    AccountsFixture people;

    @Autowired
    Sealing sealing;

    @Test
    void aRefusedDeclarationPreservesInput() {
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        HttpResponse<String> refused = maker.post(
                "/beheer/verklaringen/nieuw",
                "soort",
                "INTENT",
                "titel",
                "Mijn titel",
                "tekst",
                "Wij, {bedrijf}, doen mee",
                "openbaar",
                "gisteren");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Mijn titel", "Wij, {bedrijf}, doen mee", "Kies een dag");
        HttpResponse<String> place = maker.post(
                "/beheer/verklaringen/nieuw", "soort", "INTENT", "titel", "T", "tekst", "Wij, {bedrijf}, doen mee");
        assertThat(place.body()).contains("Wat moet er op de plek van {bedrijf} komen?");
    }

    /** The signed text equals the sealed text, so characters that the document cannot show are refused on input. */
    @Test
    void unprintableCharactersAreRefused_inTheTextAndInNames() {
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        HttpResponse<String> refused = maker.post(
                "/beheer/verklaringen/nieuw",
                "soort",
                "INTENT",
                "titel",
                "Samen",
                "tekst",
                "Wij doen mee \uD83D\uDE00 \u4E2D");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "tekst-error",
                        "kunnen niet in het document staan: \uD83D\uDE00 \u4E2D",
                        "Wij doen mee \uD83D\uDE00");

        Made made = declarationsFixture.open(1, null);
        String path = "/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret();
        TestBrowser phone = people.visitor();
        HttpResponse<String> unsigned =
                phone.post(path, "gelezen", hidden(phone.get(path).body()), "naam", "Noor \u4E2D", "akkoord", "on");
        assertThat(unsigned.statusCode()).isEqualTo(422);
        assertThat(unsigned.body()).contains("naam-error", "value=\"Noor \u4E2D\"");
        assertThat(phone.get(path).body()).doesNotContain("Getekend door");
    }

    @Test
    void anEarlierVersionCanBeReadWithWhoSignedIt() {
        Made made = declarationsFixture.open(2, null);
        declarationsFixture.sign(made.signatories().get(0));
        declarations.changeText(made.id(), 1, made.title(), "Een andere tekst", made.maker());
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String base = "/beheer/verklaringen/" + made.id();
        assertThat(maker.get(base).body()).contains(base + "/versie/1", base + "/versie/2", "1 handtekening");
        assertThat(maker.get(base + "/versie/1").body())
                .contains("Dit is een eerdere versie", "Wij doen mee", "Noor de Vries");
        assertThat(maker.get(base + "/versie/2").body())
                .contains("Dit is de laatste versie", "Een andere tekst", "Niemand tekende deze versie");
        assertThat(maker.get(base + "/versie/3").statusCode()).isEqualTo(404);
    }

    @Test
    void aMandateIsShownWithItsEvidence() {
        Made made = declarationsFixture.open(1, null);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String base = "/beheer/verklaringen/" + made.id();
        List<String> typed = new ArrayList<>(List.of(
                "organisatie", made.organisations().get(0) + "", "functie", "wethouder", "email", "w@example.org"));
        typed.addAll(List.of("zoek", "Bedrijf", "volmacht-bewijs", "nota 682"));
        HttpResponse<String> refused = maker.post(base + "/ondertekenaar", typed.toArray(String[]::new));
        assertThat(refused.statusCode()).as("evidence alone is no mandate").isEqualTo(422);
        assertThat(refused.body()).contains("value=\"nota 682\"", "Kies de dag waarop de volmacht is gegeven");
        typed.addAll(
                List.of("volmacht-van", "burgemeester", "volmacht-voor", "tekenen", "volmacht-vanaf", "2022-08-30"));
        assertThat(maker.post(base + "/ondertekenaar", typed.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.get(base).body())
                .contains("Volmacht van burgemeester, gegeven op 30 augustus 2022", "waarvoor: tekenen", "nota 682");
    }

    @Test
    void anAdministratorWritesToo_andAVisitorDoesNot() {
        HttpResponse<String> made = people.signedIn(Role.ADMINISTRATOR)
                .browser()
                .post(
                        "/beheer/verklaringen/nieuw",
                        "soort",
                        "MEMBERSHIP",
                        "titel",
                        DeclarationsFixture.unique("Lid"),
                        "tekst",
                        "# Wij worden lid",
                        "lidmaatschap",
                        "MEMBER",
                        "contributie",
                        "1.250,50");
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(people.visitor().get("/beheer/verklaringen").statusCode()).isEqualTo(302);
        assertThat(people.signedIn(Role.BOARD)
                        .browser()
                        .get("/beheer/verklaringen")
                        .statusCode())
                .isEqualTo(403);
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/verklaringen/999999999")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void signingRefusesAnEmptyNameAndShowsANewText() {
        Made made = declarationsFixture.open(2, null);
        String path = "/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret();
        TestBrowser phone = people.visitor();
        String shown = hidden(phone.get(path).body());
        HttpResponse<String> refused = phone.post(path, "gelezen", shown, "naam", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Typ je naam", "Zet een vinkje");

        HttpResponse<String> english =
                phone.post(path, "gelezen", shown, "naam", "Noor de Vries", "akkoord", "on", "toon-in", "en");
        assertThat(english.body())
                .as("in the other language with what was typed, and not signed")
                .contains("<html lang=\"en\">", "value=\"Noor de Vries\"", "name=\"akkoord\" checked")
                .contains("form=\"invoer\"");
        phone.get(path + "?lang=nl");

        declarations.changeText(made.id(), 1, made.title(), "Een nieuwe tekst", made.maker());
        HttpResponse<String> changed = phone.post(path, "gelezen", shown, "naam", "Noor de Vries", "akkoord", "on");
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body())
                .contains("De tekst is intussen veranderd", "Een nieuwe tekst", "value=\"Noor de Vries\"")
                .doesNotContain("name=\"akkoord\" checked");
        assertThat(phone.post(path, "gelezen", hidden(changed.body()), "naam", "Noor de Vries", "akkoord", "on")
                        .statusCode())
                .isEqualTo(303);
        assertThat(phone.get(path).body()).contains("Getekend door Noor de Vries", "1 van 2");
        assertThat(phone.post(path, "gelezen", "x", "naam", "Ander", "akkoord", "on")
                        .statusCode())
                .isEqualTo(303);
        assertThat(phone.get(path).body()).contains("Getekend door Noor de Vries");
    }

    @Test
    void anInvalidLinkAndALinkOfAReplacedSignatory() {
        assertThat(people.visitor().get("/tekenen/" + "x".repeat(43)).statusCode())
                .isEqualTo(404);
        Made made = declarationsFixture.open(2, null);
        long old = made.signatories().get(0);
        String path = "/tekenen/" + declarationsFixture.link(old).secret();
        signatories.replace(
                made.id(),
                old,
                declarationsFixture.somebody(made.organisations().get(0), null),
                made.maker());
        HttpResponse<String> page = people.visitor().get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Iemand anders tekent in jouw plaats", "De nieuwe ondertekenaar is: directeur")
                .doesNotContain("name=\"naam\"");
        assertThat(people.visitor()
                        .post(path, "gelezen", "x", "naam", "Noor", "akkoord", "on")
                        .statusCode())
                .isEqualTo(409);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void aPartnerReadsAndSignsItsOwn() {
        Made made = declarationsFixture.open(2, null);
        long own = made.signatories().get(0);
        TestBrowser partner = people.signedIn(
                        Membership.of(Role.PARTNER, made.organisations().get(0)))
                .browser();
        assertThat(partner.get("/partner/verklaringen").body()).contains(made.title(), "Te tekenen");
        assertThat(partner.get("/partner/verklaringen/" + made.signatories().get(1))
                        .statusCode())
                .isEqualTo(404);
        String path = "/partner/verklaringen/" + own;
        String shown = hidden(partner.get(path).body());
        assertThat(partner.post(path, "gelezen", shown, "naam", "Noor", "akkoord", "on")
                        .statusCode())
                .isEqualTo(303);
        assertThat(partner.get("/partner/verklaringen").body()).contains("Getekend");
        assertThat(partner.get(path + "/verklaring.pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void theCheckPageTakesAPdfAndALimitedOne() {
        Made made = declarationsFixture.complete(1, null);
        sealing.sealDue();
        byte[] pdf = declarations.file(made.id()).orElseThrow();
        TestBrowser visitor = people.visitor();
        HttpResponse<String> ours = visitor.upload("/controleer", "bestand", Map.of("x.pdf", pdf));
        assertThat(ours.statusCode()).isEqualTo(200);
        assertThat(ours.body()).contains("is van ons, en er is niets aan veranderd", "Noor de Vries");
        HttpResponse<String> large =
                visitor.upload("/controleer", "bestand", Map.of("x.pdf", new byte[DocumentCheck.MAX_BYTES + 1]));
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(large.body()).contains("te groot");
        HttpResponse<String> code = visitor.upload("/controleer", "bestand", Map.of(), "code", "xyz");
        assertThat(code.statusCode()).isEqualTo(422);
        assertThat(code.body()).contains("Een code heeft 64 tekens");
    }

    /** D5: an expiring membership is listed and renewed from the next day; ended early, it counts until that day. */
    @Test
    void aMembershipIsRenewedAndEnded() {
        LocalDate today = LocalDate.now(Dates.ZONE);
        String name = DeclarationsFixture.unique("Lid");
        long organisation = declarationsFixture.organisation(name);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        HttpResponse<String> tooMuch = connect(maker, organisation, name, today, "1000000,01");
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        assertThat(tooMuch.body()).contains("fee-error", "1000000,01", "hoogstens €\u00a01.000.000");
        assertThat(connect(maker, organisation, name, today, "250").statusCode())
                .isEqualTo(303);
        nl.tec.partners.Membership first = member(organisation, 0);
        assertThat(memberships.endingSoon(1000)).contains(first);
        assertThat(first.feeCents()).isEqualTo(25_000);
        String sought = "/beheer/netwerk?zoek=" + name.replace(" ", "+");
        assertThat(maker.get("/beheer/netwerk").body()).contains("Loopt binnenkort af");
        assertThat(maker.get(sought).body()).contains("/beheer/partners/" + organisation, "€");
        assertThat(maker.get(sought + "&toon=afgelopen").body()).contains("staat hier niet bij");
        assertThat(maker.get("/beheer/programma").body()).contains("/beheer/netwerk#binnenkort");
        assertThat(maker.get("/beheer/netwerk/lijst.csv?zoek=" + name.replace(" ", "+"))
                        .body())
                .contains(
                        "organisatie;soort;vanaf;tot en met;bijdrage in euro;verlengd;bewijs",
                        name + ";MEMBER;",
                        ";250,00;nee;FEE");
        assertThat(people.signedIn(Membership.of(Role.PARTNER, organisation))
                        .browser()
                        .get("/partner")
                        .body())
                .contains("lidmaatschap");

        String renew = "/beheer/netwerk/aansluiting/" + first.id() + "/verlengen";
        assertThat(maker.post(renew, "until", today + "").statusCode()).isEqualTo(422);
        assertThat(maker.post(renew, "until", today.plusYears(1) + "").statusCode())
                .isEqualTo(303);
        assertThat(maker.post(renew, "until", today.plusYears(1) + "").statusCode())
                .as("once")
                .isEqualTo(422);
        nl.tec.partners.Membership next = member(organisation, 1);
        assertThat(next.from()).isEqualTo(today.plusDays(21));
        assertThat(memberships.endingSoon(1000)).doesNotContain(member(organisation, 0));
        String end = "/beheer/netwerk/aansluiting/" + next.id() + "/einde";
        assertThat(maker.post(end, "last", today.plusDays(90) + "").statusCode())
                .isEqualTo(303);
        assertThat(member(organisation, 1).until()).isEqualTo(today.plusDays(90));
    }

    private static HttpResponse<String> connect(
            TestBrowser maker, long organisation, String name, LocalDate today, String fee) {
        return maker.post(
                "/beheer/netwerk/aansluiting",
                "zoek",
                name,
                "organisation",
                organisation + "",
                "kind",
                "MEMBER",
                "from",
                today.minusMonths(11) + "",
                "until",
                today.plusDays(20) + "",
                "fee",
                fee,
                "proof",
                "FEE",
                "received",
                "250",
                "receivedOn",
                today + "");
    }

    private nl.tec.partners.Membership member(long organisation, int index) {
        return memberships.list("", false, null, 10_000).stream()
                .filter(member -> member.organisationId() == organisation)
                .sorted(java.util.Comparator.comparing(nl.tec.partners.Membership::from))
                .toList()
                .get(index);
    }

    @Test
    void withdrawingEndsTheSigning() {
        Made made = declarationsFixture.open(1, null);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.post("/beheer/verklaringen/" + made.id() + "/intrekken")
                        .statusCode())
                .isEqualTo(303);
        assertThat(declarations.read(made.id(), made.maker()).state()).isEqualTo(DeclarationState.WITHDRAWN);
        assertThat(people.visitor()
                        .get("/tekenen/"
                                + declarationsFixture
                                        .link(made.signatories().get(0))
                                        .secret())
                        .body())
                .contains("Deze verklaring is ingetrokken");
    }

    /** Returns the SHA-256 of the text shown on the page. */
    private static String hidden(String page) {
        return page.replaceAll("(?s).*name=\"gelezen\" value=\"([0-9a-f]{64})\".*", "$1");
    }
}
