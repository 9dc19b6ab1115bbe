package nl.tec.knowledge;

public enum ItemState {
    DRAFT,
    PUBLISHED,
    WITHDRAWN
}
