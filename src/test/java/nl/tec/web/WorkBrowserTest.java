package nl.tec.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Arrays;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.BrowserTest;
import nl.tec.TestSql;
import nl.tec.accounts.Account;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After signing in, users start at their own work, with all of it one or two clicks away. */
class WorkBrowserTest extends BrowserTest {

    private static final String PASSWORD = "een lang wachtwoord 1";

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyRoleIsAtItsOwnWorkWhenItHasSignedIn() {
        long school = accounts.school("Werkschool");
        Account account = accounts.account(PASSWORD);
        for (Role role : Role.values()) {
            TestSql.update(jdbc, "delete from account_role where account_id = ?", account.id());
            jdbc.sql("insert into account_role (account_id, role, organisation_id, granted_at) values (?, ?, ?, now())")
                    .params(Arrays.asList(account.id(), role.name(), role.ofOrganisation() ? school : null))
                    .update();
            Page page = desk();
            page.navigate("/inloggen");
            page.getByLabel("E-mailadres").fill(account.email());
            page.getByLabel("Wachtwoord", new Page.GetByLabelOptions().setExact(true))
                    .fill(PASSWORD);
            press(page, "Inloggen");
            assertThat(page).hasURL(address("/werk"));
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Dit wacht op je")))
                    .isVisible();
            assertThat(page.locator(".places a").first()).isVisible();
            looksRight(page);
            page.close();
        }
    }

    @Test
    void theWorkOfAProgrammeMakerIsOneLine_andOpensByKeyboardAndWithoutScript() {
        for (Page page : List.of(desk(), withoutScript())) {
            signedIn(page, accounts.signedIn(Role.PROGRAMME_MANAGER));
            Locator work = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Jouw werk"));
            for (String path : List.of("/programma", "/beheer/sessies")) {
                page.navigate(path);
                Assertions.assertThat(work.boundingBox().height)
                        .as("one line at " + path)
                        .isLessThan(60);
            }
            Locator group =
                    work.locator("summary:visible").filter(new Locator.FilterOptions().setHasText("Programma maken"));
            assertThat(group).hasAttribute("aria-current", "true");
            group.focus();
            page.keyboard().press("Enter");
            Locator here = work.locator("a[aria-current=page]");
            assertThat(here).isVisible();
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(address("/beheer/programma"));
            page.close();
        }
        Page phone = phone();
        signedIn(phone, accounts.signedIn(Role.PROGRAMME_MANAGER));
        phone.navigate("/werk");
        phone.locator(".work .all > summary").click();
        phone.locator(".work .group > summary").first().click();
        looksRight(phone);
    }

    @Test
    void anAddressThatWasAskedForComesBackAfterSigningIn() {
        Account account = accounts.account(PASSWORD, Membership.of(Role.PROGRAMME_MANAGER));
        Page page = desk();
        page.navigate("/beheer/boekingen");
        page.getByLabel("E-mailadres").fill(account.email());
        page.getByLabel("Wachtwoord", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        press(page, "Inloggen");
        assertThat(page).hasURL(address("/beheer/boekingen"));
    }
}
