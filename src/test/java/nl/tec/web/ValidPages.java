package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.tec.mail.internal.OutboxSender;
import org.springframework.context.ApplicationContext;

/**
 * Validates the HTML of every page for every role, in a demo hub, where every kind of record exists and each role has its own.
 */
public final class ValidPages {

    private ValidPages() {}

    /** @param demoHub a running program with the demo hub */
    public static void everyPageOfEveryRoleIsValid(ApplicationContext demoHub) {
        demoHub.getBean(OutboxSender.class).sendDue();
        HtmlChecker checker = new HtmlChecker();
        Set<String> kinds = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        TreeMap<String, String> wrong = new TreeMap<>();
        demoHub.getBean(EveryPage.class).eachOfTheDemoHub(found -> {
            kinds.add(found.kind());
            // skips pages that differ only in their texts from a validated one
            int main = Math.max(0, found.html().indexOf("<main"));
            boolean another = seen.add(shape(found.html().substring(0, main)));
            if (seen.add(shape(found.html().substring(main))) || another) {
                checker.errors(found.html()).forEach(error -> wrong.putIfAbsent(error, found.path()));
            }
        });
        assertThat(kinds).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    /** Returns the elements and attributes of a page, without its texts. */
    private static String shape(String html) {
        return html.replaceAll(">[^<]+<", "><").replaceAll("\\b(value|content|href)=\"[^\"]*\"|[0-9]+", "");
    }
}
