package nl.tec.declarations.internal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Journey 8: a signatory opens a link, reads the text, signs and gets the sealed PDF; later anyone can verify it. */
class DeclarationBrowserTest extends BrowserTest {

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    Sealing sealing;

    @Autowired
    AccountsFixture people;

    @Test
    void aSignatoryOnAPhone() throws Exception {
        journey(phone());
    }

    @Test
    void aSignatoryAtADesk() throws Exception {
        journey(desk());
    }

    private void journey(Page page) throws Exception {
        Made made = declarationsFixture.open(2, Instant.now().minus(Duration.ofMinutes(1)));
        String link = "/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret();
        page.navigate(link);
        heading(page, made.title());
        assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("doet mee, getekend door de directeur");
        looksRight(page);

        press(page, "Teken");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Typ je naam");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Zet een vinkje");
        looksRight(page);

        page.getByLabel("Je naam").fill("Noor de Vries");
        page.getByText("Ik heb de tekst gelezen").click();
        declarations.changeText(made.id(), 1, made.title(), "# Anders\n\n{partner} doet iets anders.", made.maker());
        press(page, "Teken");
        assertThat(page.getByText("De tekst is intussen veranderd")).isVisible();
        assertThat(page.getByRole(AriaRole.ARTICLE)).containsText("doet iets anders");
        assertThat(page.getByLabel("Je naam")).hasValue("Noor de Vries");
        looksRight(page);

        page.getByText("Ik heb de tekst gelezen").click();
        press(page, "Teken");
        assertThat(page.getByText("Je handtekening is gezet")).isVisible();
        assertThat(page.getByText("1 van 2 hebben getekend")).isVisible();
        looksRight(page);

        declarationsFixture.sign(made.signatories().get(1));
        page.navigate(link);
        assertThat(page.getByText("De verzegelde PDF wordt nu gemaakt")).isVisible();
        sealing.sealDue();
        page.navigate(link);
        Download download = page.waitForDownload(() -> follow(page, "Download de PDF"));
        byte[] pdf = Files.readAllBytes(download.path());
        looksRight(page);

        follow(page, "Controleer een document");
        heading(page, "Controleer een document");
        looksRight(page);
        press(page, "Controleer");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kies een PDF, of vul een code in");
        looksRight(page);
        check(page, pdf);
        assertThat(page.getByText("Dit document is van ons, en er is niets aan veranderd"))
                .isVisible();
        assertThat(page.getByText("Noor de Vries, directeur").first()).isVisible();
        looksRight(page);
        byte[] longer = java.util.Arrays.copyOf(pdf, pdf.length + 1);
        check(page, longer);
        assertThat(page.getByText("Dit document is veranderd")).isVisible();
        looksRight(page);

        page.navigate("/verklaringen");
        page.getByLabel("Ik zoek").fill(made.title());
        press(page, "Zoek");
        looksRight(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(made.title()))
                .first()
                .click();
        heading(page, made.title());
        looksRight(page);
        page.navigate("/verklaringen?zoek=qqqqqqqq");
        assertThat(page.getByText("Niets gevonden met")).isVisible();
        looksRight(page);
    }

    private static void check(Page page, byte[] pdf) {
        page.getByLabel("PDF").setInputFiles(new FilePayload("verklaring.pdf", "application/pdf", pdf));
        press(page, "Controleer");
    }

    @Test
    void worksWithoutScript() {
        Made made = declarationsFixture.open(1, null);
        Page page = withoutScript();
        page.navigate("/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret());
        page.getByLabel("Je naam").fill("Noor de Vries");
        page.getByLabel("Ik heb de tekst gelezen").check();
        press(page, "Teken");
        assertThat(page.getByText("Getekend door Noor de Vries")).isVisible();
    }

    @Test
    void worksWithTheKeyboardOnly() {
        Made made = declarationsFixture.open(2, null);
        Page page = desk();
        page.navigate("/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret());
        tabTo(page, "#naam");
        page.keyboard().type("Noor de Vries");
        tabTo(page, "#akkoord");
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Je handtekening is gezet")).isVisible();
    }

    @Test
    void anOldLinkShowsTheNewSignatory() {
        Made made = declarationsFixture.open(1, null);
        String link = "/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret();
        signatories.replace(
                made.id(),
                made.signatories().get(0),
                declarationsFixture.somebody(made.organisations().get(0), null),
                made.maker());
        Page page = phone();
        page.navigate(link);
        assertThat(page.getByText("Iemand anders tekent in jouw plaats")).isVisible();
        looksRight(page);
        page.navigate("/tekenen/" + "x".repeat(43));
        heading(page, "Deze link werkt niet");
        looksRight(page);
    }

    /** The programme manager writes a declaration, adds the signatories and sends it. */
    @Test
    void theProgrammeManagerOnADesktop() {
        maker(desk());
    }

    @Test
    void theProgrammeManagerOnAPhone() {
        maker(phone());
    }

    private void maker(Page page) {
        String organisation = DeclarationsFixture.unique("Aannemer");
        declarationsFixture.organisation(organisation);
        signIn(page, Membership.of(Role.PROGRAMME_MANAGER));
        page.navigate("/beheer/verklaringen");
        looksRight(page);
        follow(page, "Nieuwe verklaring");
        looksRight(page);
        press(page, "Bewaar als concept");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kies een soort");
        looksRight(page);
        page.getByLabel("Soort").selectOption("Deelnemersverklaring");
        page.getByLabel("Titel").fill("Samen bouwen");
        page.getByLabel("Tekst").fill("# Wat wij doen\n\n{partner} helpt mee.");
        press(page, "Bewaar als concept");
        heading(page, "Samen bouwen");
        looksRight(page);
        follow(page, "Voeg iemand toe");
        looksRight(page);
        page.getByLabel("Zoek een organisatie").fill(organisation);
        press(page, "Zoek");
        page.getByLabel("Functie").fill("directeur");
        page.getByLabel("E-mailadres").fill("directeur@example.org");
        looksRight(page);
        press(page, "Voeg toe");
        assertThat(page.getByText("0 van 1 getekend")).isVisible();
        follow(page, "Verstuur de links");
        looksRight(page);
        press(page, "Ja, verstuur de links");
        assertThat(page.getByText("De links zijn verstuurd.")).isVisible();
        assertThat(page.getByLabel("Wie tekent").getByText("Nog niet getekend")).isVisible();
        looksRight(page);
        follow(page, "Wijzig de tekst");
        assertThat(page.getByText("Een nieuwe tekst wordt een nieuwe versie")).isVisible();
        looksRight(page);
        page.getByLabel("Tekst").fill("# Wat wij samen doen\n\n{partner} helpt mee.");
        press(page, "Bewaar als nieuwe versie");
        looksRight(page);
        follow(page, "versie 1");
        heading(page, "Samen bouwen, versie 1");
        assertThat(page.getByText("Dit is een eerdere versie.")).isVisible();
        looksRight(page);
    }

    @Test
    void aPartnerSeesItsDeclarationsToSign() {
        Made made = declarationsFixture.open(2, null);
        Page page = phone();
        signIn(page, Membership.of(Role.PARTNER, made.organisations().get(0)));
        page.navigate("/partner/verklaringen");
        looksRight(page);
        follow(page, made.title());
        page.getByLabel("Je naam").fill("Noor de Vries");
        page.getByText("Ik heb de tekst gelezen").click();
        press(page, "Teken");
        assertThat(page.getByText("Getekend door Noor de Vries")).isVisible();
        looksRight(page);
        signIn(
                page,
                Membership.of(Role.PARTNER, declarationsFixture.organisation(DeclarationsFixture.unique("Nieuw"))));
        page.navigate("/partner/verklaringen");
        assertThat(page.getByText("Er is niets te tekenen")).isVisible();
        looksRight(page);
    }

    private void signIn(Page page, Membership role) {
        signedIn(page, people.signedIn(role));
    }

    private static void follow(Page page, String link) {
        page.getByRole(AriaRole.MAIN)
                .getByRole(
                        AriaRole.LINK,
                        new com.microsoft.playwright.Locator.GetByRoleOptions()
                                .setName(link)
                                .setExact(true))
                .click();
    }

    private static void heading(Page page, String text) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(text);
    }
}
