package nl.tec.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code tec vulnerabilities}: asks OSV (osv.dev) which components of a bill of materials (CycloneDX) have a known vulnerability. Sends
 * names and versions of libraries only.
 */
final class Vulnerabilities {

    /** The exit code when it is not known whether there are any: the bill can't be read, or the database does not answer. */
    static final int NOT_CHECKED = 3;

    private static final int NONE = 0;
    private static final int SOME = 1;

    /** The number of components per request, of at most 1000. */
    private static final int BATCH = 500;

    /** The maximum number of further pages of answers, so that an odd server does not keep us forever. */
    private static final int MAX_PAGES = 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For all requests together. */
    private static final Duration ALL = Duration.ofSeconds(90);

    private static final int OK = 200;
    private static final String WEBJARS = "pkg:maven/org.webjars.npm/";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{3,60}");

    /** A library, as OSV knows it. @param name as people write it, without the version */
    private record Component(String name, String version, String purl) {

        String written() {
            return name + " " + version;
        }
    }

    /** A vulnerability of a library, which OSV may know under two names of it. @param library with its version */
    private record Hit(String library, String id) {}

    /** The database can't be asked, or its answer can't be read. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswer(String why) {
            super(why);
        }
    }

    private final URI database;
    private final List<JudgedHarmless> judged;
    private final LocalDate today;
    private final PrintStream out;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final long until = System.nanoTime() + ALL.toNanos();

    private Vulnerabilities(URI database, List<JudgedHarmless> judged, LocalDate today, PrintStream out) {
        this.database = database;
        this.judged = List.copyOf(judged);
        this.today = today;
        this.out = out;
    }

    /**
     * @param database the address of OSV, or of who speaks as it does
     * @param judged printed too, but counted only when their day is over
     */
    static int check(Path bill, String database, List<JudgedHarmless> judged, LocalDate today, PrintStream out) {
        try {
            return new Vulnerabilities(URI.create(database), judged, today, out).check(bill);
        } catch (NoAnswer | IllegalArgumentException e) {
            out.println("Not checked for vulnerabilities: " + database + " can't be asked ("
                    + printable(String.valueOf(e.getMessage())) + "). Whether there are any is not known.");
        } catch (IOException | JacksonException e) {
            out.println("Not checked for vulnerabilities: " + bill + " is no bill of materials that can be read.");
        }
        return NOT_CHECKED;
    }

    private int check(Path bill) throws IOException, NoAnswer {
        List<Component> components = components(bill);
        if (components.isEmpty()) {
            throw new IOException("no components");
        }
        Map<Hit, List<Component>> found = new LinkedHashMap<>();
        for (int i = 0; i < components.size(); i += BATCH) {
            ask(components.subList(i, Math.min(components.size(), i + BATCH)), found);
        }
        Set<String> hit = new LinkedHashSet<>();
        int counted = 0;
        for (Map.Entry<Hit, List<Component>> one : found.entrySet()) {
            if (print(one.getKey(), one.getValue())) {
                counted++;
                hit.add(one.getKey().library());
            }
        }
        long libraries = components.stream().map(Component::written).distinct().count();
        int harmless = found.size() - counted;
        out.println((counted == 0
                        ? "No known vulnerability in " + libraries + " components"
                        : "Known vulnerabilities: " + counted + ", in " + hit.size() + " of " + libraries
                                + " components")
                + (harmless == 0 ? "" : ", beside " + harmless + " judged harmless") + ", says " + database + ".");
        return counted == 0 ? NONE : SOME;
    }

    private List<Component> components(Path bill) throws IOException {
        Map<String, Component> components = new LinkedHashMap<>();
        for (JsonNode one : json.readTree(Files.readString(bill)).path("components")) {
            // without ?type=jar, which OSV does not know
            String purl = one.path("purl").asString("").replaceFirst("[?#].*", "");
            if (!purl.isEmpty()) {
                String group = one.path("group").asString("");
                String name =
                        (group.isEmpty() ? "" : group + ":") + one.path("name").asString("");
                String version = one.path("version").asString("");
                components.put(purl, new Component(name, version, purl));
                if (purl.startsWith(WEBJARS)) {
                    // its vulnerabilities are known under the name of what is packed in it
                    String npm = "pkg:npm/" + purl.substring(WEBJARS.length());
                    components.put(npm, new Component(name, version, npm));
                }
            }
        }
        return List.copyOf(components.values());
    }

    private void ask(List<Component> components, Map<Hit, List<Component>> found) throws NoAnswer {
        List<Component> asked = components;
        List<Map<String, Object>> queries = new ArrayList<>(
                asked.stream().map(component -> query(component, null)).toList());
        for (int page = 0; !queries.isEmpty(); page++) {
            if (page > MAX_PAGES) {
                throw new NoAnswer("it has no end");
            }
            JsonNode results = request("/v1/querybatch", json.writeValueAsString(Map.of("queries", queries)))
                    .path("results");
            if (results.size() != asked.size()) {
                throw new NoAnswer("it answers something else than was asked");
            }
            List<Component> more = new ArrayList<>();
            queries = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                Component component = asked.get(i);
                for (JsonNode one : results.get(i).path("vulns")) {
                    found.computeIfAbsent(new Hit(component.written(), id(one)), unknown -> new ArrayList<>())
                            .add(component);
                }
                String next = results.get(i).path("next_page_token").asString("");
                if (!next.isEmpty()) {
                    more.add(component);
                    queries.add(query(component, next));
                }
            }
            asked = more;
        }
    }

    private static Map<String, Object> query(Component component, @Nullable String page) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("package", Map.of("purl", component.purl()));
        if (page != null) {
            query.put("page_token", page);
        }
        return query;
    }

    private static String id(JsonNode vulnerability) throws NoAnswer {
        String id = vulnerability.path("id").asString("");
        if (!ID.matcher(id).matches()) {
            throw new NoAnswer("it answers something else than was asked");
        }
        return id;
    }

    /** Prints a vulnerability. @return whether it counts */
    private boolean print(Hit hit, List<Component> components) throws NoAnswer {
        JsonNode known = request("/v1/vulns/" + hit.id(), null);
        Set<String> names = new LinkedHashSet<>(List.of(hit.id()));
        known.path("aliases").forEach(alias -> names.add(alias.asString("")));
        Set<String> repaired = new TreeSet<>();
        for (JsonNode affected : known.path("affected")) {
            String purl = affected.path("package").path("purl").asString("?") + "@";
            if (components.stream().anyMatch(component -> component.purl().startsWith(purl))) {
                StreamSupport.stream(affected.path("ranges").spliterator(), false)
                        .filter(range -> !range.path("type").asString("").equals("GIT"))
                        .flatMap(range ->
                                StreamSupport.stream(range.path("events").spliterator(), false))
                        .map(event -> event.path("fixed").asString(""))
                        .filter(version -> !version.isEmpty())
                        .forEach(repaired::add);
            }
        }
        String summary = known.path("summary").asString("");
        out.println(printable(hit.library() + ": " + String.join(", ", names) + ", "
                + (repaired.isEmpty() ? "no repaired version known" : "repaired in " + String.join(" or ", repaired))
                + (summary.isEmpty() ? "" : ". " + summary)));
        Optional<JudgedHarmless> judgement = judged.stream()
                .filter(one -> names.contains(one.advisory())
                        && one.library().equals(components.get(0).name()))
                .findFirst();
        boolean harmless = judgement.filter(one -> one.holds(today)).isPresent();
        judgement.ifPresent(one -> out.println("  Judged harmless until " + one.until()
                + (harmless ? "" : ", which is over, so it counts again") + ": " + one.reason()));
        return !harmless;
    }

    /** @param body null: a GET request */
    private JsonNode request(String path, @Nullable String body) throws NoAnswer {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new NoAnswer("it is too slow");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(database.toString().replaceFirst("/+$", "") + path))
                .timeout(left.compareTo(PATIENCE) < 0 ? left : PATIENCE)
                .header("Content-Type", "application/json");
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new NoAnswer("it answers with status " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new NoAnswer("its answer can't be read");
        } catch (IOException e) {
            throw new NoAnswer(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    /** Others wrote it: nothing in it steers a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
