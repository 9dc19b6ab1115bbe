package nl.tec.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Sends requests that no page makes to every path, anonymously and as each role: no response may be a server error (5xx). The same seed
 * makes the same requests.
 */
public final class Fuzz {

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "a\0b",
            "\u0001",
            "\u000b",
            "'",
            "\"<b>",
            "%",
            "\\",
            "0",
            "1",
            "2",
            "7",
            "-1",
            "12,5",
            "1e999",
            "NaN",
            "2147483648",
            "9223372036854775807",
            "99999999999999999999",
            "2026",
            "9999",
            "2026-11-28",
            "2026-02-30",
            "0000-00-00",
            "0000-01-01",
            "9999-12-31",
            "-9999-01-01",
            "+999999999-01-01",
            "2026-W99",
            "2026-13",
            "25:61",
            "10:00",
            "true",
            "on",
            "CLASS",
            "naam@voorbeeld.nl",
            "Één 中 😀",
            "\ud800",
            "../..",
            "regel\r\nregel",
            "[]",
            "{}",
            "x".repeat(5_000));

    private static final Pattern FIELD = Pattern.compile("\\bname ?= ?\"([A-Za-z][A-Za-z0-9-]*)\"");
    /** A variable in a pattern, with an optional expression: {@code {id:\\d{1,18}}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+):?([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");
    /** The number of requests after which a user may have lost its own role. */
    private static final int SIGN_IN_AGAIN = 200;

    private record Address(RequestMethod method, String pattern, List<String> parameters) {}

    private final AccountsFixture people;
    private final List<Address> addresses;
    private final List<String> fields;
    private final Random random;
    private final Map<Integer, Integer> answers = new TreeMap<>();

    public Fuzz(AccountsFixture people, RequestMappingHandlerMapping pages, long seed) {
        this.people = people;
        this.random = new Random(seed);
        this.addresses = pages.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> addresses(entry.getKey(), entry.getValue()))
                .sorted(java.util.Comparator.comparing(Address::toString))
                .toList();
        this.fields = fieldsOfForms();
    }

    /** Returns the number of responses by status. */
    public Map<Integer, Integer> answers() {
        return answers;
    }

    /** Sends requests. @return the requests that caused a server error */
    public List<String> run(int requests) {
        List<String> faults = new ArrayList<>();
        Map<String, TestBrowser> somebody = Map.of();
        for (int i = 0; i < requests; i++) {
            if (i % SIGN_IN_AGAIN == 0) {
                somebody = everybody();
            }
            List<String> who = new ArrayList<>(somebody.keySet());
            String name = who.get(random.nextInt(who.size()));
            Address address = addresses.get(random.nextInt(addresses.size()));
            String path = path(address.pattern());
            String[] form = form(address);
            TestBrowser browser = Objects.requireNonNull(somebody.get(name));
            HttpResponse<String> answer =
                    address.method() == RequestMethod.POST ? browser.post(path, form) : browser.get(path + query(form));
            answers.merge(answer.statusCode(), 1, Integer::sum);
            if (answer.statusCode() >= 500) {
                faults.add(answer.statusCode() + " " + name + " " + address.method() + " " + path + " "
                        + Arrays.toString(form));
            }
        }
        return faults;
    }

    private Map<String, TestBrowser> everybody() {
        Map<String, TestBrowser> all = new LinkedHashMap<>();
        all.put("nobody", people.visitor());
        for (Role role : Role.values()) {
            all.put(
                    role.name(),
                    people.signedIn(new Membership(role, role.ofOrganisation() ? people.school("Proef " + role) : null))
                            .browser());
        }
        return all;
    }

    private String path(String pattern) {
        Matcher variables = VARIABLE.matcher(pattern);
        return variables.replaceAll(variable -> Matcher.quoteReplacement(
                encode(variable.group(2).matches("[a-z|]+") ? oneOf(variable.group(2)) : pathValue())));
    }

    private String oneOf(String choices) {
        String[] all = choices.split("[|]", 0);
        return all[random.nextInt(all.length)];
    }

    private String pathValue() {
        String value = random.nextInt(3) > 0 ? Integer.toString(random.nextInt(40)) : value();
        // an empty segment or a slash would make another path
        return value.isBlank() || value.contains("/") || value.contains("\\") ? "1" : value;
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private String[] form(Address address) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : address.parameters()) {
            if (random.nextInt(4) > 0) {
                form.put(name, value());
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            form.put(fields.get(random.nextInt(fields.size())), value());
        }
        return form.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
    }

    private static String query(String[] form) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < form.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(encode(form[i])).append('=').append(encode(form[i + 1]));
        }
        return query.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Stream<Address> addresses(RequestMappingInfo mapping, HandlerMethod method) {
        List<String> parameters = Arrays.stream(method.getMethodParameters())
                .map(Fuzz::name)
                .filter(name -> !name.isEmpty())
                .toList();
        return mapping.getPatternValues().stream()
                // test pages fail on purpose
                .filter(pattern -> !pattern.contains("**") && !pattern.startsWith("/proef/"))
                .flatMap(pattern -> Stream.of(RequestMethod.GET, RequestMethod.POST)
                        .filter(one -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .isEmpty()
                                || mapping.getMethodsCondition().getMethods().contains(one))
                        .map(one -> new Address(one, pattern, parameters)));
    }

    private static String name(MethodParameter parameter) {
        RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
        return annotation == null ? "" : annotation.name().isEmpty() ? annotation.value() : annotation.name();
    }

    /** Returns the names of all form fields in the templates. */
    private static List<String> fieldsOfForms() {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            TreeSet<String> names = new TreeSet<>();
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                FIELD.matcher(Files.readString(template)).results().forEach(found -> names.add(found.group(1)));
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
