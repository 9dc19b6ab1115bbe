package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.BrowserTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Every page ({@link EveryPage}) is accessible and fits on a phone and a tablet. */
class EveryPageBrowserTest extends BrowserTest {

    @Autowired
    EveryPage everyPage;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyPageIsAccessibleAndFitsOnAPhoneAndATablet() {
        Map<String, EveryPage.Found> kinds = new LinkedHashMap<>();
        everyPage.each(found -> {
            // a mail is shown in a frame without scripts, which axe can't inspect
            if (!found.kind().equals("/postbus/{id}") && found.html().contains("<main")) {
                kinds.putIfAbsent(found.kind(), found);
            }
        });
        assertThat(kinds).hasSizeGreaterThan(40);
        List<String> wrong = new ArrayList<>();
        Page page = phone();
        for (Map.Entry<String, EveryPage.Found> kind : kinds.entrySet()) {
            page.setViewportSize(390, 844);
            // the page of a day looks again by itself, and leads who is signed out to signing in: away from the page
            // that comes next
            page.navigate("about:blank");
            page.context().clearCookies();
            SignedIn who = kind.getValue().who();
            if (who != null) {
                signedIn(page, who);
            }
            page.navigate(kind.getValue().path());
            try {
                looksRight(page);
                // the width between phone and desktop at which tables have columns again
                page.setViewportSize(768, 1024);
                assertFits(page);
            } catch (AssertionError e) {
                wrong.add(kind.getKey() + ": " + e.getMessage());
            }
        }
        assertThat(wrong).as("of " + kinds.keySet()).isEmpty();
    }
}
