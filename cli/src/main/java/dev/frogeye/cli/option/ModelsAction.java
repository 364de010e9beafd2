package dev.frogeye.cli.option;

/** What {@code frogeye models} is to do. */
public enum ModelsAction {
    LIST,
    PULL,
    PATH
}
