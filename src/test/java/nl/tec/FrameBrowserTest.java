package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The frame that every page shares, and that the browser tests would see it if it were broken. */
class FrameBrowserTest extends BrowserTest {

    @Test
    void isAccessibleAndFitsOnPhoneAndDesk() {
        for (Page page : new Page[] {phone(), desk()}) {
            page.navigate("/");
            assertThat(bytes(page)).as("bytes of the first page").isLessThan(MAX_BYTES);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                            .count())
                    .isEqualTo(1);
            assertAccessible(page);
            assertFits(page);
        }
    }

    @Test
    void readsWithoutScript() {
        Page page = withoutScript();
        page.navigate("/");
        assertThat(page.getByRole(AriaRole.MAIN).innerText()).isNotBlank();
    }

    @Test
    void whatIsNotAccessibleIsSeen() {
        Page page = desk();
        page.navigate("/");
        page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=\"text\">')");
        assertThatThrownBy(() -> assertAccessible(page)).hasMessageContaining("label (");
    }

    @Test
    void whatBreaksTheContentPolicyIsSeen() {
        expect("Content Security Policy");
        Page page = desk();
        page.navigate("/");
        page.waitForConsoleMessage(() -> page.evaluate("() => { const style = document.createElement('style');"
                + " style.textContent = 'p { color: red }'; document.head.append(style); }"));
        assertThat(browsers.faults()).singleElement().asString().contains("Content Security Policy");
    }
}
