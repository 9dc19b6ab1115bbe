package nl.tec.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.MapTiles;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.MapFrame;
import nl.tec.shared.Money;
import nl.tec.shared.Numbers;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.UriUtils;

/**
 * The context of a page: its language and texts, the signed-in user, the CSRF token, and formatting. A page begins with
 * {@code !{Ui ui = Ui.current();}} and passes it to its fragments.
 */
public final class Ui {

    /** The hidden field with {@link #formKey}. */
    public static final String FORM_KEY = "eenmaal";

    /** A variable of the thread, as pages ask for it with every icon: a request attribute is found through a dozen wrappers. */
    private static final ThreadLocal<@Nullable Ui> CURRENT = new ThreadLocal<>();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Locale language;
    private final Texts texts;
    private final HubSettings hub;
    private final LocalDate today;
    private final @Nullable Actor actor;
    private final Assets assets;
    private final MapTiles tiles;
    private final Problems problems;

    private @Nullable String formKey;

    /** The icons that the layout draws at the end of the page; null before its beginning, and if each is drawn in its place. */
    private @Nullable Set<String> icons;

    Ui(
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Texts texts,
            HubSettings hub,
            LocalDate today,
            @Nullable Actor actor,
            Assets assets,
            MapTiles tiles,
            Problems problems) {
        this.request = request;
        this.response = response;
        this.language = language;
        this.texts = texts;
        this.hub = hub;
        this.today = today;
        this.actor = actor;
        this.assets = assets;
        this.tiles = tiles;
        this.problems = problems;
    }

    /** Returns the context of the page that is being rendered in this thread. */
    public static Ui current() {
        return Objects.requireNonNull(CURRENT.get(), "no page is being made");
    }

    void currentDuring(Runnable rendering) {
        CURRENT.set(this);
        try {
            rendering.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Returns the text of a key in the language of this page. */
    public String t(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /** Returns the display name of an enum constant. */
    public String label(Enum<?> constant) {
        return texts.label(language, constant);
    }

    /** Returns the constants with their labels, for {@code ui/select}. */
    public Map<String, String> labels(Enum<?>... constants) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Enum<?> constant : constants) {
            labels.put(constant.name(), label(constant));
        }
        return labels;
    }

    /** As {@link #labels(Enum[])}, with the texts of these keys. @param prefix what precedes the name of a constant in its key */
    public Map<String, String> labels(String prefix, Enum<?>... constants) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Enum<?> constant : constants) {
            labels.put(constant.name(), t(prefix + constant.name()));
        }
        return labels;
    }

    /** Returns the languages that somebody can choose, each as it calls itself. */
    public Map<String, String> languages() {
        Map<String, String> languages = new LinkedHashMap<>();
        languages.put("nl", "Nederlands");
        languages.put("en", "English");
        return languages;
    }

    /** Returns for example 'groep 7' or 'klas 2'. */
    public String label(Grade grade) {
        return t(grade.messageKey(), grade.number());
    }

    /** Returns the text in the language of this page; Dutch without an English text. */
    public String either(String dutch, String english) {
        return language.getLanguage().equals("en") && !english.isBlank() ? english : dutch;
    }

    public Locale language() {
        return language;
    }

    /**
     * Begins a page, and returns the live set of icons to draw at its end. A page requested by a script may be shown in part, without its
     * end: its icons are drawn in their places, and the set stays empty.
     */
    public Set<String> beginIcons() {
        boolean piece = request.getHeader("HX-Request") != null || "empty".equals(request.getHeader("Sec-Fetch-Dest"));
        Set<String> used = new LinkedHashSet<>();
        icons = piece ? null : used;
        return used;
    }

    /**
     * Whether the current page draws an icon at its end, once however often it is used (decision 0087). A page fragment, a mail and a
     * document have no such end.
     */
    public static boolean drawsAtEnd(String icon) {
        Ui ui = CURRENT.get();
        if (ui == null || ui.icons == null) {
            return false;
        }
        ui.icons.add(icon);
        return true;
    }

    public HubSettings hub() {
        return hub;
    }

    public LocalDate today() {
        return today;
    }

    public @Nullable Actor actor() {
        return actor;
    }

    /** Whether the signed-in user may open a page; a link to it is shown only then. @param path without a query */
    public boolean mayOpen(String path) {
        return AccessRule.mayOpen(actor, path);
    }

    public boolean is(Role... anyOf) {
        return actor != null && actor.is(anyOf);
    }

    /** Returns the places of the signed-in user, by role; empty for a visitor. */
    public List<Navigation.Link> work() {
        return actor == null ? List.of() : Navigation.work(actor, hub.demo());
    }

    /** Returns the places of the signed-in user in groups. */
    public List<Navigation.Group> workGroups() {
        return actor == null ? List.of() : Navigation.groups(actor, hub.demo());
    }

    /** Returns the path of this page, without its query. */
    public String path() {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        return asked != null ? asked.toString() : forwarded != null ? forwarded.toString() : request.getRequestURI();
    }

    /** Returns the path with its query, for a link back to this page. */
    public String here() {
        String query = request.getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /** Returns the URL of this page with one parameter changed, for example for the next page of a list. */
    public String here(String parameter, String value) {
        return path() + "?" + query(parameter) + parameter + "=" + UriUtils.encode(value, StandardCharsets.UTF_8);
    }

    /** Whether this page answers a form, so that a link to its URL may lead nowhere. */
    public boolean answersForm() {
        return "POST".equals(request.getMethod());
    }

    /** Returns the URL of this page in another language. */
    public String in(String languageCode) {
        return here(Language.PARAMETER, languageCode);
    }

    /** Returns the query of this page without a parameter, ready to append another. */
    private String query(String without) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith(without + "="))
                .map(part -> part + "&")
                .collect(Collectors.joining());
    }

    /** Whether this page is at or below a path, for the navigation. */
    public boolean under(String path) {
        return path().equals(path) || path().startsWith(path + "/");
    }

    /**
     * Returns the CSRF token for the hidden field of every form that changes something; reading it sets the cookie. Null if the firewall
     * rejected the request.
     */
    public @Nullable CsrfToken csrf() {
        return (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    }

    /** Returns the key of the forms on this page, by which {@link RepeatedForms} knows one that is sent twice. */
    public String formKey() {
        if (formKey == null) {
            formKey = UUID.randomUUID().toString();
        }
        return formKey;
    }

    /** Returns the pages above a page, from the top, for {@code ui/crumbs}. @param pages address, name, address, name, ... */
    public Map<String, String> trail(String... pages) {
        Map<String, String> trail = new LinkedHashMap<>();
        for (int i = 0; i < pages.length; i += 2) {
            trail.put(pages[i], pages[i + 1]);
        }
        return trail;
    }

    /** Consumes the message of the previous form ({@link Flash}) as a notice; null if there is none. */
    public @Nullable Notice flash() {
        return Flash.take(request, response)
                .flatMap(said -> texts.find(language, said.key())
                        .map(text -> new Notice(said.warning() ? "warn" : "good", text)))
                .orElse(null);
    }

    /** @param tone the tone of the template fragment {@code notice} */
    public record Notice(String tone, String text) {}

    /** Returns the content-hashed URL of a file in static/, which can be cached for ever. */
    public String asset(String path) {
        return assets.address(path);
    }

    /** Returns this hub's own tiles for a map; none if it has none there. */
    public List<MapFrame.Tile> tiles(MapFrame frame) {
        return tiles.under(frame);
    }

    public String day(LocalDate day) {
        return Dates.day(day, today, language);
    }

    public String longDay(LocalDate day) {
        return Dates.longDay(day, language);
    }

    /** Returns the display name of the subject type of an audit entry. */
    public String auditSubject(String type) {
        return texts.auditSubject(language, type);
    }

    /** Returns the display name of the action of an audit entry. */
    public String audit(String action) {
        return texts.audit(language, action);
    }

    /** Returns for example {@code di 14 jan, 9.00-11.30 uur}, with the year if it is not this year. */
    public String slot(Instant start, Instant end) {
        return Dates.slot(start, end, today, language);
    }

    public String hours(Instant start, Instant end) {
        return Dates.hours(start, end, language);
    }

    public String moment(Instant moment) {
        return Dates.moment(moment, today(), language);
    }

    /** Returns for example {@code € 12,50}; 'gratis' for zero. */
    public String price(Money money) {
        return money.isZero() ? t("price.free") : money.format(language);
    }

    public String number(long number) {
        return Numbers.whole(number, language);
    }

    /** Returns the text of the problem of a field, or null. */
    public @Nullable String error(Problems problems, String field) {
        return problems.at(field).map(this::text).orElse(null);
    }

    /** Returns the text of the problem of a field of this page's form, or null. */
    public @Nullable String error(String field) {
        return error(problems, field);
    }

    /** Returns the problems of this page's form; none unless it was refused. */
    public Problems problems() {
        return problems;
    }

    /** Whether this page's form was refused. */
    public boolean refused() {
        return problems.any();
    }

    /** Returns the problems of this page's form, to carry over to its page in the other language ({@link ProblemsAlong}). */
    public List<String> problemsAlong() {
        return ProblemsAlong.write(problems);
    }

    public String text(Problems.Problem problem) {
        return t(problem.key(), problem.arguments().toArray());
    }
}
