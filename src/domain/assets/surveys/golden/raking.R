# Golden figures of raking, cross-tabs and the Rao-Scott test, by the package `survey`.
# Run: apt-get install r-cran-survey r-cran-mass; Rscript raking.R   (writes sample.csv and raking.json beside itself)
suppressPackageStartupMessages(library(survey))
set.seed(20260801)
n <- 420
pick <- function(levels, shares) sample(levels, n, replace = TRUE, prob = shares)
sample <- data.frame(
  id = sprintf("r%03d", seq_len(n)),
  gender = pick(c("female", "male"), c(.71, .29)),
  age = pick(c("18-24", "25-34", "35-44", "45+"), c(.38, .36, .18, .08)),
  tier = pick(c("first", "second", "third"), c(.5, .32, .18)),
  base = round(exp(rnorm(n, 0, .35)), 4)
)
score <- 6.5 + 1.1 * (sample$gender == "female") - .6 * (sample$age == "45+") + rnorm(n, 0, 2.1)
sample$satisfied <- ifelse(score > 7, "yes", ifelse(score > 5, "partly", "no"))
write.csv(sample, "sample.csv", row.names = FALSE, quote = FALSE)

margins <- list(
  gender = c(female = .52, male = .48),
  age = c("18-24" = .22, "25-34" = .31, "35-44" = .27, "45+" = .20),
  tier = c(first = .28, second = .33, third = .39)
)
population <- function(total) lapply(names(margins), function(v) {
  d <- data.frame(names(margins[[v]]), unname(margins[[v]]) * total)
  names(d) <- c(v, "Freq")
  d
})
formulas <- list(~gender, ~age, ~tier)
raked <- function(design, total)
  rake(design, formulas, population(total), control = list(maxit = 2000, epsilon = 1e-11, verbose = FALSE))
plain <- svydesign(ids = ~1, weights = rep(1, n), data = sample)
based <- svydesign(ids = ~1, weights = ~base, data = sample)
a <- raked(plain, n)
b <- raked(based, sum(sample$base))
totals <- c("(Intercept)" = n, gendermale = .48 * n, "age25-34" = .31 * n, "age35-44" = .27 * n, "age45+" = .20 * n,
  tiersecond = .33 * n, tierthird = .39 * n)
bounded <- calibrate(plain, ~ gender + age + tier, totals, calfun = "raking", bounds = c(.25, 3.4), maxit = 5000, epsilon = 1e-11, force = FALSE)

# Cross-tab and test with the raked weights taken as given.
given <- svydesign(ids = ~1, weights = weights(a), data = sample)
cells <- list()
for (g in unique(sample$gender)) for (s in c("yes", "partly", "no")) {
  at <- subset(given, gender == g)
  ci <- svyciprop(as.formula(paste0("~I(satisfied == '", s, "')")), at, method = "beta", df = degf(given))
  cells[[length(cells) + 1]] <- c(row = s, column = g, share = sprintf("%.12f", as.numeric(ci)),
    low = sprintf("%.12f", attr(ci, "ci")[[1]]), high = sprintf("%.12f", attr(ci, "ci")[[2]]))
}
test <- svychisq(~ satisfied + gender, given, statistic = "F")
w <- weights(a)
number <- function(x) paste0("[", paste(sprintf("%.12f", x), collapse = ","), "]")
cell_json <- sapply(cells, function(c) sprintf('{"row":"%s","column":"%s","share":%s,"low":%s,"high":%s}', c["row"], c["column"], c["share"], c["low"], c["high"]))
cat(sprintf('{"survey":"%s","plain":%s,"base":%s,"bounded":%s,"deff":%.12f,"effectiveN":%.9f,"cells":[%s],"raoScott":{"f":%.10f,"df1":%.10f,"df2":%.8f,"p":%.12f}}\n',
  as.character(packageVersion("survey")), number(w), number(weights(b)), number(weights(bounded)),
  n * sum(w^2) / sum(w)^2, sum(w)^2 / sum(w^2), paste(cell_json, collapse = ","),
  test$statistic, test$parameter[1], test$parameter[2], test$p.value), file = "raking.json")
