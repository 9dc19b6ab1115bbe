package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import nl.tec.AccountsFixture.SignedIn;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test that goes through pages as a person does, with Chromium, on the program that all {@link TecTest}s share. Find things
 * by role and label. Each {@link #phone}, {@link #desk} or {@link #withoutScript} is another person: a browser window with
 * cookies of its own, closed after the test.
 *
 * <p>A test fails when the browser's console shows an error, a script throws, something breaks the content policy, or a style
 * sheet, picture or script is missing. Where a test means to see such a thing it says so with {@link #expect}. A test that
 * fails leaves pictures in {@code target/browser/}. {@code -Dtests.browser=false} skips all of these.
 */
@TecTest
@Tag("browser")
@DisabledIfSystemProperty(named = "tests.browser", matches = "false")
public abstract class BrowserTest {

    /** The maximum size of the first page over the wire (docs/journeys.md). */
    protected static final int MAX_BYTES = 100_000;

    private static final List<String> ACCESSIBILITY =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** Only what is wrong is looked at in full, and no style sheet is fetched again: half the time of axe's own helper for Java. */
    private static final String LOOK = """
            async tags => (await axe.run({ runOnly: tags, rules: { 'label-content-name-mismatch': { enabled: true } },
                resultTypes: ['violations'], preload: false, iframes: false })).violations
              .map(rule => `${rule.id} (${rule.help}): ${rule.nodes.map(node => node.html).join('; ')}`)
            """;

    @RegisterExtension
    final Browsers browsers = new Browsers();

    @LocalServerPort
    private int port;

    /** A new window of a phone, 390 pixels wide. */
    protected final Page phone() {
        return browsers.window(address(""), 390, 844, true);
    }

    /** A new window of a desk, 1280 pixels wide. */
    protected final Page desk() {
        return browsers.window(address(""), 1280, 800, true);
    }

    /** A new window of a desk in which JavaScript is off. */
    protected final Page withoutScript() {
        return browsers.window(address(""), 1280, 800, false);
    }

    /** Another tab for the person of this page. */
    protected final Page tab(Page page) {
        BrowserContext person = page.context();
        return person.newPage();
    }

    /** Signs somebody in, in the window of this page. */
    protected final Page signedIn(Page page, SignedIn who) {
        page.context().addCookies(List.of(new Cookie("tec", who.session()).setUrl(address("/"))));
        return page;
    }

    /** The whole address of a path on the program; {@code page.navigate("/pad")} works without it. */
    protected final String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Lets pass what the console, a script or a missing file reports, when it contains this text. */
    protected final void expect(String partOfFault) {
        browsers.expect(partOfFault);
    }

    /** The test cuts the network: what is fetched then fails, and so does a new service worker, which the browser looks for by itself. */
    protected final void expectNoNetwork() {
        expect("ERR_INTERNET_DISCONNECTED");
        expect("An unknown error occurred when fetching the script");
    }

    /**
     * No violation of WCAG 2.2 AA or of axe's best practices, in the state that the page is in now. Axe is a script, so this
     * is for windows with JavaScript.
     */
    protected final void assertAccessible(Page page) {
        if (browsers.scriptless(page)) {
            throw new IllegalArgumentException("axe can't look at a window without JavaScript");
        }
        assertThat(page.evaluate(LOOK, ACCESSIBILITY))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("what axe finds on " + page.url())
                .isEmpty();
    }

    /** Nothing sticks out: the page can't be scrolled sideways. */
    protected final void assertFits(Page page) {
        Object tooWide =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) tooWide).intValue())
                .as("pixels that " + page.url() + " is wider than its window")
                .isLessThanOrEqualTo(0);
    }

    /** Accessible, and nothing sticks out. */
    protected final void looksRight(Page page) {
        assertAccessible(page);
        assertFits(page);
    }

    /** Clicks the button with these words. */
    protected static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Counts the bytes over the wire for the page this window opened last, with its styles, fonts, drawings and scripts. */
    protected final int bytes(Page page) {
        Object bytes = page.evaluate("() => [...performance.getEntriesByType('navigation'),"
                + " ...performance.getEntriesByType('resource')].reduce((sum, part) => sum + part.transferSize, 0)");
        return ((Number) bytes).intValue();
    }

    /** Moves the focus with the keyboard to the first element that matches. */
    protected static void tabTo(Page page, String selector) {
        for (int i = 0; i < 300; i++) {
            if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement.matches(s)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }
}
