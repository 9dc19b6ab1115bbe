package nl.tec.knowledge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.shared.Span;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A teacher searches for material for a lesson about bridges, group 6, 45 minutes. */
class LibraryBrowserTest extends BrowserTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    String word;

    @BeforeEach
    void make() {
        LibraryFixture items = new LibraryFixture(keeping, accounts);
        word = UUID.randomUUID().toString().replaceAll("[^a-z]", "") + "bruggen";
        items.lesson("Bouw " + word, ItemAccess.PUBLIC, null);
        items.published(LibraryFixture.details("Hele dag " + word, ItemAccess.PUBLIC, null, new Span(5, 6), 300));
    }

    @Test
    void onAPhone() {
        find(phone(), true);
    }

    @Test
    void onADesk() {
        find(desk(), true);
    }

    @Test
    void alsoWithoutScript() {
        find(withoutScript(), false);
    }

    private void find(Page page, boolean look) {
        page.navigate(address("/bibliotheek"));
        page.getByLabel("Zoek op onderwerp").fill("materiaal voor een les over " + word + ", groep 6, 45 minuten");
        press(page, "Zoek");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("1 gevonden")))
                .isVisible();
        assertThat(page.getByLabel("Hoogstens zoveel minuten")).hasValue("45");
        assertThat(page.getByLabel("Voor wie?")).hasValue("groep-6");
        if (look) {
            looksRight(page);
        }
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bouw " + word))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Bouw " + word))
                        .first())
                .isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CC BY-SA 4.0")))
                .isVisible();
        if (look) {
            looksRight(page);
        }
    }
}
