package nl.tec.exchange.web;

import static nl.tec.exchange.web.JsonForm.Type.CHOICE;
import static nl.tec.exchange.web.JsonForm.Type.CHOICES;
import static nl.tec.exchange.web.JsonForm.Type.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import nl.tec.exchange.web.ApiProblem.Fault;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.SubmissionForm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mapping of JSON properties to the fields of a form of a page. Values are validated by the reader of the form, so that the same rules
 * apply to programs and people; only their types are checked here.
 */
final class JsonForm {

    enum Type {
        TEXT,
        /** A whole number, 0 or more. */
        NUMBER,
        /** Whole numbers; in the field they are separated by commas. */
        NUMBERS,
        CENTS,
        FLAG,
        /** {@code 2027-03-17} */
        DAY,
        /** {@code 09:30}, in the time zone of the hub. */
        TIME,
        CHOICE,
        CHOICES,
        TEXTS
    }

    /** The marker of a list in the path of a property of a row, after the name of the list. */
    static final String ROW = "[]";

    private static final String YES = "ja";
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}");
    private static final int MAX_ITEMS = 200;

    /**
     * @param path names separated by dots; {@code data[].van} in each row of the list {@code data}
     * @param field of the form; of a row, the part before its number
     * @param choices of a choice
     * @param only whether it is in requests only, not in responses
     */
    record Property(String path, String field, Type type, List<String> choices, boolean only) {

        private boolean ofRow() {
            return path.contains(ROW);
        }

        private String field(int row) {
            return ofRow() ? field + row : field;
        }

        private String pointer(int row) {
            return "/" + path.replace(ROW, "/" + row).replace('.', '/');
        }
    }

    private final Map<String, Property> properties = new LinkedHashMap<>();

    JsonForm with(String path, String field, Type type) {
        return put(new Property(path, field, type, List.of(), false));
    }

    /** Adds a property of requests only, such as what to do with the others. */
    JsonForm withCommand(String path, String field) {
        return put(new Property(path, field, Type.FLAG, List.of(), true));
    }

    /** A text in two languages. */
    JsonForm withBoth(String path, String field) {
        return with(path + ".nl", field, TEXT).with(path + ".en", field + "-en", TEXT);
    }

    /** @param field {@code groep-van}; the upper bound is in {@code groep-tot} */
    JsonForm withSpan(String path, String field) {
        return with(path + ".van", field, Type.NUMBER)
                .with(path + ".totEnMet", field.replace("-van", "-tot"), Type.NUMBER);
    }

    JsonForm withChoice(String path, String field, List<String> choices) {
        return put(new Property(path, field, CHOICE, choices, false));
    }

    <E extends Enum<E>> JsonForm withChoice(String path, String field, Class<E> choices) {
        return withChoice(path, field, names(choices));
    }

    <E extends Enum<E>> JsonForm withChoices(String path, String field, Class<E> choices) {
        return put(new Property(path, field, CHOICES, names(choices), false));
    }

    private JsonForm put(Property property) {
        properties.put(property.path(), property);
        return this;
    }

    private static <E extends Enum<E>> List<String> names(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(Enum::name).toList();
    }

    /**
     * Reads a body into a form.
     *
     * @param before values of the fields without a property
     * @throws ApiProblem when it has other properties, or values of another type
     */
    FormData read(JsonNode body, FormData before) {
        FormData form = new FormData().put(before);
        properties.values().forEach(property -> {
            if (property.ofRow()) {
                before.fields().stream()
                        .filter(field -> field.matches(Pattern.quote(property.field()) + "[0-9]+"))
                        .forEach(field -> form.put(field, List.of()));
            } else {
                form.put(property.field(), List.of());
            }
        });
        List<Fault> faults = new ArrayList<>();
        read(body, "", "", 0, form, faults);
        if (!faults.isEmpty()) {
            throw new ApiProblem(ApiProblem.Kind.MALFORMED, faults);
        }
        return form;
    }

    private void read(JsonNode node, String path, String pointer, int row, FormData form, List<Fault> faults) {
        Property property = properties.get(path);
        if (node.isNull()) {
            return;
        }
        if (property != null) {
            Optional<List<String>> values = values(property, node);
            values.ifPresent(all -> form.put(property.field(row), all));
            if (values.isEmpty()) {
                faults.add(new Fault(pointer, "exchange.fault." + property.type()));
            }
        } else if (node.isObject() && has(path.isEmpty() ? "" : path + ".")) {
            node.properties()
                    .forEach(one -> read(
                            one.getValue(),
                            path.isEmpty() ? one.getKey() : path + "." + one.getKey(),
                            pointer + "/" + one.getKey().replace("~", "~0").replace("/", "~1"),
                            row,
                            form,
                            faults));
        } else if (node.isArray() && has(path + ROW)) {
            if (node.size() > SubmissionForm.MAX_ROWS) {
                faults.add(new Fault(pointer, "exchange.fault.many", List.of(SubmissionForm.MAX_ROWS)));
                return;
            }
            for (int i = 0; i < node.size(); i++) {
                read(node.get(i), path + ROW, pointer + "/" + i, i, form, faults);
            }
        } else {
            faults.add(new Fault(pointer, has(path) ? "exchange.fault.shape" : "exchange.fault.unknown"));
        }
    }

    private boolean has(String start) {
        return properties.keySet().stream().anyMatch(path -> path.startsWith(start));
    }

    private static Optional<List<String>> values(Property property, JsonNode node) {
        return switch (property.type()) {
            case TEXT -> text(node).map(List::of);
            case NUMBER -> number(node).map(List::of);
            case NUMBERS -> all(node, JsonForm::number).map(numbers -> List.of(String.join(", ", numbers)));
            case CENTS ->
                number(node)
                        .filter(cents -> cents.length() <= 9)
                        .map(cents -> List.of(new Money(Long.parseLong(cents)).typed()));
            case FLAG -> node.isBoolean() ? Optional.of(List.of(node.booleanValue() ? YES : "")) : Optional.empty();
            case DAY -> text(node).filter(day -> DAY.matcher(day).matches()).map(List::of);
            case TIME -> text(node).filter(time -> TIME.matcher(time).matches()).map(List::of);
            case CHOICE -> text(node).filter(property.choices()::contains).map(List::of);
            case CHOICES -> all(node, JsonForm::text).filter(property.choices()::containsAll);
            case TEXTS -> all(node, JsonForm::text);
        };
    }

    /** Returns a text; empty if it has characters that forms do not send and the database does not accept. */
    private static Optional<String> text(JsonNode node) {
        if (!node.isString()) {
            return Optional.empty();
        }
        String text = node.stringValue();
        boolean control = text.chars()
                .anyMatch(sign -> sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t' || sign == 0x7f);
        return control || !StandardCharsets.UTF_8.newEncoder().canEncode(text) ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> number(JsonNode node) {
        return node.isIntegralNumber() && node.asString().matches("[0-9]{1,18}")
                ? Optional.of(node.asString())
                : Optional.empty();
    }

    private static Optional<List<String>> all(JsonNode node, Function<JsonNode, Optional<String>> one) {
        if (!node.isArray() || node.size() > MAX_ITEMS) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (JsonNode item : node) {
            one.apply(item).ifPresent(values::add);
        }
        return values.size() == node.size() ? Optional.of(values) : Optional.empty();
    }

    /** Writes the values of a form into a response. */
    void write(FormData form, ObjectNode into) {
        for (Property property : properties.values()) {
            if (property.only()) {
                continue;
            }
            if (property.ofRow()) {
                into.withArrayProperty(
                        property.path().substring(0, property.path().indexOf(ROW)));
            }
            for (int row = 0; row == 0 || property.ofRow() && form.has(property.field(row)); row++) {
                JsonNode value = json(property, form, property.field(row));
                if (value != null) {
                    put(into, property.path(), row, value);
                }
            }
        }
    }

    private static @Nullable JsonNode json(Property property, FormData form, String field) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String text = form.line(field);
        return switch (property.type()) {
            case FLAG -> nodes.booleanNode(form.has(field, YES));
            case CHOICES, TEXTS -> {
                ArrayNode all = nodes.arrayNode();
                form.all(field).forEach(all::add);
                yield all;
            }
            case NUMBERS -> {
                ArrayNode all = nodes.arrayNode();
                Arrays.stream(text.split("[, ]+"))
                        .filter(number -> !number.isEmpty())
                        .forEach(number -> all.add(Long.parseLong(number)));
                yield all;
            }
            case TEXT ->
                text.isEmpty() && !property.path().matches(".*\\.(nl|en)") ? null : nodes.stringNode(form.text(field));
            case CENTS -> nodes.numberNode(Money.parse(text).map(Money::cents).orElse(0L));
            case NUMBER -> text.isEmpty() ? null : nodes.numberNode(Long.parseLong(text));
            case TIME ->
                FormData.parseTime(text)
                        .<JsonNode>map(time -> nodes.stringNode(time.toString()))
                        .orElse(null);
            case DAY, CHOICE -> text.isEmpty() ? null : nodes.stringNode(text);
        };
    }

    private static void put(ObjectNode into, String path, int row, JsonNode value) {
        ObjectNode at = into;
        String rest = path;
        int list = path.indexOf(ROW + ".");
        if (list >= 0) {
            ArrayNode rows = at.withArrayProperty(path.substring(0, list));
            at = row < rows.size() ? (ObjectNode) rows.get(row) : rows.addObject();
            rest = path.substring(list + ROW.length() + 1);
        }
        int dot = rest.indexOf('.');
        if (dot >= 0) {
            at = at.withObjectProperty(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        at.set(rest, value);
    }

    /** Returns the problems of the form, at the properties of its fields. */
    List<Fault> faults(Problems problems) {
        return problems.all().stream()
                .map(problem -> new Fault(pointer(problem.field()), problem.key(), problem.arguments()))
                .toList();
    }

    /**
     * Returns the result of a command.
     *
     * @param outdated the field of the problem that the record was changed meanwhile
     * @throws ApiProblem when it was refused
     */
    <T> T done(Outcome<T> outcome, String outdated) {
        return outcome.either(Function.identity(), problems -> {
            throw problems.has(outdated)
                    ? new ApiProblem(ApiProblem.Kind.CHANGED)
                    : new ApiProblem(ApiProblem.Kind.REFUSED, faults(problems));
        });
    }

    private String pointer(String field) {
        for (Property property : properties.values()) {
            if (property.ofRow() && field.matches(Pattern.quote(property.field()) + "[0-9]{1,3}")) {
                return property.pointer(
                        Integer.parseInt(field.substring(property.field().length())));
            }
            if (!property.ofRow() && property.field().equals(field)) {
                return property.pointer(0);
            }
        }
        return "";
    }
}
