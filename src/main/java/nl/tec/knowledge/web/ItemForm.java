package nl.tec.knowledge.web;

import static nl.tec.knowledge.ItemFields.*;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.tec.knowledge.ItemAccess;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.Licence;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.World;

/** The form of an item: conversion between form data and {@link ItemDetails}. */
final class ItemForm {

    private ItemForm() {}

    /** Returns the form of a new item, with the usual values. */
    static FormData empty(LocalDate today) {
        return new FormData()
                .put(KIND, ItemKind.LESSON)
                .put(ACCESS, ItemAccess.PUBLIC)
                .put(AUDIENCES, Audience.PO)
                .put(MINUTES, 45)
                .put(LICENCE, Licence.CC_BY_SA)
                .put(LANGUAGE, "nl")
                .put(REVIEW_ON, today.plusYears(1));
    }

    static FormData of(ItemDetails details) {
        FormData form = new FormData()
                .put(TITLE, details.words().title())
                .put(SUMMARY, details.words().summary())
                .put(BODY, details.words().body())
                .put(KIND, details.kind())
                .put(ACCESS, details.access())
                .put(WORLDS, details.worlds().stream().map(Enum::name).toList())
                .put(
                        AUDIENCES,
                        details.forWhom().audiences().stream().map(Enum::name).toList())
                .put(GOALS, details.goals())
                .put(MINUTES, details.minutes())
                .put(LICENCE, details.licence())
                .put(LANGUAGE, details.language())
                .put(ORGANISATION, details.organisationId())
                .put(VIDEO, details.video())
                .put(TAGS, String.join(", ", details.tags()))
                .put(REVIEW_ON, details.reviewOn());
        form.put(GROUPS, details.forWhom().groups());
        form.put(YEARS, details.forWhom().years());
        form.put(MBO_YEARS, details.forWhom().mboYears());
        return form;
    }

    /** @param today the review date if the form has no valid one */
    static ItemDetails details(FormData form, LocalDate today) {
        return new ItemDetails(
                form.constant(KIND, ItemKind.class).orElse(ItemKind.LESSON),
                form.constant(ACCESS, ItemAccess.class).orElse(ItemAccess.PARTNERS),
                new ItemDetails.Words(form.both(TITLE), form.both(SUMMARY), form.both(BODY)),
                form.constants(WORLDS, World.class).stream().distinct().toList(),
                new ForWhom(
                        new HashSet<>(form.constants(AUDIENCES, Audience.class)),
                        form.span(GROUPS),
                        form.span(YEARS),
                        form.span(MBO_YEARS),
                        null,
                        Set.of()),
                form.all(GOALS),
                form.optionalNumber(MINUTES),
                form.constant(LICENCE, Licence.class).orElse(Licence.CC_BY_SA),
                form.text(LANGUAGE),
                form.id(ORGANISATION, "library.check.organisation"),
                form.line(VIDEO),
                tags(form),
                form.day(REVIEW_ON, today, "library.check.review"));
    }

    private static List<String> tags(FormData form) {
        return Arrays.stream(form.line(TAGS).split("[,\\r\\n]+"))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
