package nl.tec.web;

import java.util.Map;

/**
 * A piece of a page that another module contributes.
 *
 * @param template path below {@code src/main/jte} without its ending; it has {@code @param Ui ui} besides the model
 */
public record Fragment(String template, Map<String, Object> model) {}
