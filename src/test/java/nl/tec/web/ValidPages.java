package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.tec.mail.internal.OutboxSender;
import org.springframework.context.ApplicationContext;

/**
 * The HTML of every page, as every role gets it, is valid: in a demo hub, where there is something of everything and somebody of each
 * role has records of its own.
 */
public final class ValidPages {

    private ValidPages() {}

    /** @param demoHub a program on one */
    public static void everyPageOfEveryRoleIsValid(ApplicationContext demoHub) {
        demoHub.getBean(OutboxSender.class).sendDue();
        HtmlChecker checker = new HtmlChecker();
        Set<String> kinds = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        TreeMap<String, String> wrong = new TreeMap<>();
        demoHub.getBean(EveryPage.class).eachOfTheDemoHub(found -> {
            kinds.add(found.kind());
            // another role gets the same page in the same frame: what differs in nothing but words was looked at
            int main = Math.max(0, found.html().indexOf("<main"));
            boolean another = seen.add(shape(found.html().substring(0, main)));
            if (seen.add(shape(found.html().substring(main))) || another) {
                checker.errors(found.html()).forEach(error -> wrong.putIfAbsent(error, found.path()));
            }
        });
        assertThat(kinds).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    /** Its elements and attributes, without what was filled in. */
    private static String shape(String html) {
        return html.replaceAll(">[^<]+<", "><").replaceAll("\\b(value|content|href)=\"[^\"]*\"|[0-9]+", "");
    }
}
