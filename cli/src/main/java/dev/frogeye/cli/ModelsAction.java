package dev.frogeye.cli;

/** What {@code frogeye models} is to do. */
enum ModelsAction {
    LIST,
    PULL,
    PATH
}
