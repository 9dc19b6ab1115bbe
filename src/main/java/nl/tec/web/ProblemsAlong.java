package nl.tec.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.Texts;
import nl.tec.shared.Problems;
import nl.tec.shared.Problems.Problem;
import org.springframework.web.util.UriUtils;

/**
 * Carries the problems of a form over to its page in the other language ({@link Texts#SHOW_IN}): as message keys in hidden fields,
 * because the form is not processed again. Forged fields can only show the forger texts of the application itself.
 */
public final class ProblemsAlong {

    /** The name of the hidden fields. */
    public static final String FIELD = "toon-fout";

    private static final int MAX = 50;
    /** The field, key and arguments, with prefix n for a number and t for a text. */
    private static final Pattern FORM =
            Pattern.compile("(\\S{0,100}) ([a-zA-Z0-9._-]{1,100})((?: [nt]\\S{0,500}){0,9})");

    private ProblemsAlong() {}

    static List<String> write(Problems problems) {
        return problems.all().stream().map(ProblemsAlong::write).toList();
    }

    private static String write(Problem problem) {
        return Stream.concat(
                        Stream.of(UriUtils.encode(problem.field(), StandardCharsets.UTF_8), problem.key()),
                        problem.arguments().stream()
                                .map(argument -> (argument instanceof Integer || argument instanceof Long ? "n" : "t")
                                        + UriUtils.encode(argument.toString(), StandardCharsets.UTF_8)))
                .collect(Collectors.joining(" "));
    }

    /** Adds the carried-over problems, if this is the form in the other language. @param known whether a key has a text */
    static void read(HttpServletRequest request, Predicate<String> known, Problems problems) {
        String[] along = request.getParameterValues(FIELD);
        if (along == null || request.getParameter(Texts.SHOW_IN) == null || problems.any()) {
            return;
        }
        Arrays.stream(along)
                .limit(MAX)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .filter(problem -> known.test(problem.group(2)))
                .forEach(problem -> problems.add(
                        decoded(problem.group(1)),
                        problem.group(2),
                        Arrays.stream(problem.group(3).split(" "))
                                .filter(argument -> !argument.isEmpty())
                                .map(ProblemsAlong::argument)
                                .toArray()));
    }

    private static Object argument(String written) {
        String value = decoded(written.substring(1));
        return written.charAt(0) == 'n' && value.matches("-?[0-9]{1,18}") ? Long.valueOf(value) : value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
