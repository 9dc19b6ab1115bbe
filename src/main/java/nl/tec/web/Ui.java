package nl.tec.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Money;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.util.UriUtils;

/**
 * The things that every page has at hand: its language and texts, who is signed in, the CSRF token, dates as people say them. A page
 * begins with {@code !{Ui ui = Ui.current();}} and hands it to its pieces.
 */
public final class Ui {

    private static final String CURRENT = Ui.class.getName();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Locale language;
    private final Texts texts;
    private final HubSettings hub;
    private final LocalDate today;
    private final @Nullable Actor actor;
    private final Assets assets;
    private final Problems problems;

    Ui(
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Texts texts,
            HubSettings hub,
            LocalDate today,
            @Nullable Actor actor,
            Assets assets,
            Problems problems) {
        this.request = request;
        this.response = response;
        this.language = language;
        this.texts = texts;
        this.hub = hub;
        this.today = today;
        this.actor = actor;
        this.assets = assets;
        this.problems = problems;
    }

    /** The one of the page that is being made in this thread. */
    public static Ui current() {
        Object ui =
                RequestContextHolder.currentRequestAttributes().getAttribute(CURRENT, RequestAttributes.SCOPE_REQUEST);
        return (Ui) Objects.requireNonNull(ui, "no page is being made");
    }

    void makeCurrent() {
        request.setAttribute(CURRENT, this);
    }

    /** The text of a key in the language of this page. */
    public String t(String key, Object... arguments) {
        return texts.text(language, key, arguments);
    }

    /** The name of an enum constant as people say it. */
    public String label(Enum<?> constant) {
        return texts.label(language, constant);
    }

    /** The constants to choose from in {@code ui/select}, with their labels. */
    public Map<String, String> labels(Enum<?>... constants) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Enum<?> constant : constants) {
            labels.put(constant.name(), label(constant));
        }
        return labels;
    }

    /** 'groep 7', 'klas 2'. */
    public String label(Grade grade) {
        return t(grade.messageKey(), grade.number());
    }

    /** The text that is in both languages in the database. */
    public String either(String dutch, String english) {
        return language.getLanguage().equals("en") && !english.isBlank() ? english : dutch;
    }

    public Locale language() {
        return language;
    }

    /** The icons that the layout draws at its end: those used since it asked, at its beginning. */
    public Set<String> icons() {
        return Icons.begin(request);
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

    public boolean is(Role... anyOf) {
        return actor != null && actor.is(anyOf);
    }

    /** The places of whoever is signed in, by role; empty for a visitor. */
    public List<Navigation.Place> work() {
        return actor == null ? List.of() : Navigation.work(actor, hub.demo());
    }

    /** The same, in groups. */
    public List<Navigation.Group> workGroups() {
        return actor == null ? List.of() : Navigation.groups(actor, hub.demo());
    }

    /** The path of this page, without its query. */
    public String path() {
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        return asked != null ? asked.toString() : forwarded != null ? forwarded.toString() : request.getRequestURI();
    }

    /** The path with its query, for a link that comes back here. */
    public String here() {
        String query = request.getQueryString();
        return query == null ? path() : path() + "?" + query;
    }

    /** This page with one parameter of its address changed: the next page of a list, for instance. */
    public String here(String parameter, String value) {
        return path() + "?" + query(parameter) + parameter + "=" + UriUtils.encode(value, StandardCharsets.UTF_8);
    }

    /** This page in another language: the same address with the choice in it. */
    public String in(String languageCode) {
        return here(Language.PARAMETER, languageCode);
    }

    /** The query of this page without a parameter, ready for another. */
    private String query(String without) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return Arrays.stream(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith(without + "="))
                .map(part -> part + "&")
                .collect(Collectors.joining());
    }

    /** Whether this page stands under that address: for the navigation. */
    public boolean under(String path) {
        return path().equals(path) || path().startsWith(path + "/");
    }

    /**
     * The hidden field every form that changes something has; asking for it sets the cookie. Null where a request was refused
     * at the door.
     */
    public @Nullable CsrfToken csrf() {
        return (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    }

    /** Returns what the form before this page had to say ({@link Flash}), as a notice; null: nothing. Asking for it forgets it. */
    public @Nullable Notice flash() {
        return Flash.take(request, response)
                .flatMap(said -> texts.find(language, said.key())
                        .map(text -> new Notice(said.warning() ? "warn" : "good", text)))
                .orElse(null);
    }

    /** @param tone of the piece {@code notice} */
    public record Notice(String tone, String text) {}

    /** The address of a file in static/, with its content in its name, so that it can be cached for ever. */
    public String asset(String path) {
        return assets.address(path);
    }

    public String day(LocalDate day) {
        return Dates.day(day, today, language);
    }

    public String longDay(LocalDate day) {
        return Dates.longDay(day, language);
    }

    /** Returns the subject of an entry of the audit log. */
    public String auditSubject(String type) {
        return texts.auditSubject(language, type);
    }

    /** Returns the name of an entry of the audit log. */
    public String audit(String action) {
        return texts.audit(language, action);
    }

    /** {@code di 14 jan, 9.00-11.30 uur}. */
    public String slot(Instant start, Instant end) {
        return Dates.slot(start, end, language);
    }

    public String hours(Instant start, Instant end) {
        return Dates.hours(start, end, language);
    }

    public String moment(Instant moment) {
        return Dates.moment(moment, today(), language);
    }

    /** {@code € 12,50}; 'gratis' for nothing. */
    public String price(Money money) {
        return money.isZero() ? t("price.free") : money.format(language);
    }

    public String number(long number) {
        return String.format(language, "%,d", number);
    }

    /** The text of what is wrong with a field, or null. */
    public @Nullable String error(Problems problems, String field) {
        return problems.at(field).map(this::text).orElse(null);
    }

    /** The text of what is wrong with a field of the form of this page, or null. */
    public @Nullable String error(String field) {
        return error(problems, field);
    }

    /** Returns what is wrong with the form of this page; nothing unless it was refused. */
    public Problems problems() {
        return problems;
    }

    /** Whether the form of this page was refused. */
    public boolean refused() {
        return problems.any();
    }

    /** Returns what is wrong with the form of this page, for its page in the other language ({@link ProblemsAlong}). */
    public List<String> problemsAlong() {
        return ProblemsAlong.write(problems);
    }

    public String text(Problems.Problem problem) {
        return t(problem.key(), problem.arguments().toArray());
    }
}
